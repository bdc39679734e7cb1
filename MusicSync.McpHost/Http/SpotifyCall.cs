using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.Http;

/// <summary>What the pipeline needs to know about one call, carried in the request's options.</summary>
internal sealed class SpotifyCall(bool isWrite, string? scope, WriteDeadline deadline)
{
    private static readonly HttpRequestOptionsKey<SpotifyCall> Key = new("MusicSync.SpotifyCall");

    /// <summary>True for a call that changes something at Spotify.</summary>
    public bool IsWrite { get; } = isWrite;

    /// <summary>The permission to name when Spotify says one is missing.</summary>
    public string? Scope { get; } = scope;

    public WriteDeadline Deadline { get; } = deadline;

    /// <summary>True from the moment a request may have reached Spotify until Spotify proved not to have executed it.</summary>
    public bool MayHaveRun { get; set; }

    /// <summary>How many requests have gone onto the wire for it, repeats included.</summary>
    public int Sent { get; private set; }

    /// <summary>The request goes onto the wire now.</summary>
    public void Send() => (MayHaveRun, Sent) = (true, Sent + 1);

    public static SpotifyCall Read(string? scope) => new(isWrite: false, scope, WriteDeadline.None);

    public static SpotifyCall Write(string scope, WriteDeadline deadline) => new(isWrite: true, scope, deadline);

    public static SpotifyCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var call)
            ? call
            : throw new InvalidOperationException("A request to Spotify must carry its SpotifyCall.");

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(Key, this);

    /// <summary>Ends a call that nobody waits for any more, or that has become too late to be queued or sent.</summary>
    public void ThrowIfOver(DateTimeOffset now)
    {
        Deadline.Caller.ThrowIfCancellationRequested();
        if (now > Deadline.NotAfter)
        {
            throw new SpotifyException(new SpotifyFailure(
                FailureKind.TooLate,
                "The time until which this write was wanted (dev.musicsync/notAfter) has passed. Nothing was sent."));
        }
    }
}

/// <summary>Until when a write may be sent. Once sent, neither member stops it any more.</summary>
/// <param name="NotAfter">The caller's lease ends here; a later write could collide with its successor's.</param>
/// <param name="Caller">Cancelled when the caller went away.</param>
internal sealed record WriteDeadline(DateTimeOffset? NotAfter, CancellationToken Caller)
{
    public static WriteDeadline None { get; } = new(null, CancellationToken.None);
}

/// <summary>Permissions named to the user when Spotify says one is missing, without saying which.</summary>
internal static class SpotifyScopes
{
    public const string ReadPlaylists = "playlist-read-private playlist-read-collaborative";

    // Which of the two is needed depends on the playlist's visibility, which Spotify does not report reliably.
    public const string WritePlaylists = "playlist-modify-public playlist-modify-private";

    /// <summary>What a sign-in asks for: what the tools need, nothing else.</summary>
    public const string All = ReadPlaylists + " " + WritePlaylists;
}
