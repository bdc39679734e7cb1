using MusicSync.Worker.Mcp;
using static MusicSync.Worker.Temporal.ActivityFailureTypes;

namespace MusicSync.Worker.Temporal;

/// <summary>Tells stops, which outlive an activity and are waited for by its workflow, from failures, which Temporal repeats.</summary>
internal sealed class CallStops(PauseLadder ladder, TimeProvider time)
{
    // Spotify names the wait in nearly every quota answer; without one, an hour is a sensible time to look again.
    private static readonly TimeSpan UnnamedQuotaWait = TimeSpan.FromHours(1);

    public CallStop? Of(McpFailure failure) => failure switch
    {
        { OutcomeUnknown: true } => null,
        { Kind: McpFailureKind.QuotaExhausted } => Stop(failure, SpotifyQuotaExhausted, failure.RetryAfter ?? UnnamedQuotaWait),
        { Kind: McpFailureKind.RateLimited, RetryAfter: { } wait } when wait > ladder.InRetry => Stop(failure, SpotifyRateLimited, wait),
        { Kind: McpFailureKind.Unauthorized } => Stop(failure, SpotifyAuthError, failure.RetryAfter),
        { Kind: McpFailureKind.InsufficientScope } => Stop(failure, SpotifyInsufficientScope, failure.RetryAfter),
        { Kind: McpFailureKind.AccountBlocked } => Stop(failure, SpotifyAccountBlocked, failure.RetryAfter),
        { Kind: McpFailureKind.Misconfigured } => Stop(failure, SpotifyMisconfigured, failure.RetryAfter),
        _ => null,
    };

    /// <summary>The same for a call on the playlist being written, which may be gone or no longer the user's.</summary>
    public CallStop? OnTarget(McpFailure failure) => failure switch
    {
        { OutcomeUnknown: true } => null,
        { Kind: McpFailureKind.NotFound } => Stop(failure, SpotifyNotFound, wait: null),
        { Kind: McpFailureKind.Forbidden } => Stop(failure, SpotifyForbidden, wait: null),
        _ => Of(failure),
    };

    private CallStop Stop(McpFailure failure, string kind, TimeSpan? wait) =>
        new(kind, failure.Message, time.GetUtcNow() + wait, failure.RequiredScope);
}
