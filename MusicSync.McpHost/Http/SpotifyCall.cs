using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.Http;

/// <summary>What the pipeline needs to know about one call, carried in the request's options.</summary>
internal sealed class SpotifyCall(bool isWrite, string? scope, WriteTerms terms)
{
    private static readonly HttpRequestOptionsKey<SpotifyCall> Key = new("MusicSync.SpotifyCall");

    /// <summary>True for a call that changes something at Spotify.</summary>
    public bool IsWrite { get; } = isWrite;

    /// <summary>The permission to name when Spotify says one is missing.</summary>
    public string? Scope { get; } = scope;

    public WriteTerms Terms { get; } = terms;

    /// <summary>True from the moment a request may have reached Spotify until Spotify proved not to have executed it.</summary>
    public bool MayHaveRun { get; set; }

    /// <summary>How many requests have gone onto the wire for it, repeats included.</summary>
    public int Sent { get; private set; }

    /// <summary>The request goes onto the wire now.</summary>
    public void Send() => (MayHaveRun, Sent) = (true, Sent + 1);

    public static SpotifyCall Read(string? scope) => new(isWrite: false, scope, WriteTerms.None);

    public static SpotifyCall Write(string scope, WriteTerms terms) => new(isWrite: true, scope, terms);

    public static SpotifyCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var call)
            ? call
            : throw new InvalidOperationException("A request to Spotify must carry its SpotifyCall.");

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(Key, this);

    /// <summary>Ends a call that nobody waits for any more, or that has become too late to be queued or sent.</summary>
    public void ThrowIfOver(DateTimeOffset now)
    {
        Terms.Caller.ThrowIfCancellationRequested();
        if (now > Terms.NotAfter)
        {
            throw new SpotifyException(new SpotifyFailure(
                FailureKind.TooLate,
                "The time until which this write was wanted (dev.musicsync/notAfter) has passed. Nothing was sent."));
        }
    }
}
