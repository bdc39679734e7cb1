namespace MusicSync.McpHost.Failures;

/// <summary>A call that Spotify, or this host on its behalf, refused or could not answer.</summary>
internal sealed class SpotifyException(SpotifyFailure failure, Exception? cause) : Exception(failure.Text, cause)
{
    public SpotifyException(SpotifyFailure failure)
        : this(failure, null)
    {
    }

    public SpotifyFailure Failure { get; } = failure;
}
