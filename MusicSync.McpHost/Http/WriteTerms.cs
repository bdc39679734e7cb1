namespace MusicSync.McpHost.Http;

/// <summary>Until when a write may be sent. Once sent, neither term stops it any more.</summary>
/// <param name="NotAfter">The caller's lease ends here; a later write could collide with its successor's.</param>
/// <param name="Caller">Cancelled when the caller went away.</param>
internal sealed record WriteTerms(DateTimeOffset? NotAfter, CancellationToken Caller)
{
    public static WriteTerms None { get; } = new(null, CancellationToken.None);
}
