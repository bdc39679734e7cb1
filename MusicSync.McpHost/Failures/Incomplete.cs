namespace MusicSync.McpHost.Failures;

/// <summary>A good status with an answer that lacks what everything else hangs on.</summary>
internal static class Incomplete
{
    public static SpotifyException Answer(string missing) => Answer(missing, outcomeUnknown: false);

    /// <summary>The same for a write: a good status says that it ran, so it must not simply be repeated.</summary>
    public static SpotifyException WriteAnswer(string missing) => Answer(missing, outcomeUnknown: true);

    private static SpotifyException Answer(string missing, bool outcomeUnknown) => new(
        new SpotifyFailure(
            FailureKind.UpstreamUnavailable,
            FailureText.Unavailable($"Spotify's answer lacks {missing}.", outcomeUnknown))
        {
            OutcomeUnknown = outcomeUnknown,
        });
}
