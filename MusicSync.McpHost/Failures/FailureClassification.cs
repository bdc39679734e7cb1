using MusicSync.McpHost.Http;

namespace MusicSync.McpHost.Failures;

/// <summary>Status, message and reason of an error answer to what the caller can do about it. Pure.</summary>
internal static class FailureClassification
{
    private const string QuotaReason = "QUOTA_EXCEEDED";

    // Spotify counts over a rolling window of 30 s: https://developer.spotify.com/documentation/web-api/concepts/rate-limits
    private static readonly TimeSpan OneWindow = TimeSpan.FromSeconds(30);

    // A quota without a Retry-After gives no hint; asking once an hour costs next to nothing.
    private static readonly TimeSpan QuotaProbe = TimeSpan.FromHours(1);

    public static SpotifyFailure Of(ErrorReply reply, SpotifyCall call)
    {
        var kind = KindOf(reply);
        var outcomeUnknown = call.IsWrite && kind is FailureKind.UpstreamUnavailable;
        var failure = new SpotifyFailure(kind, "")
        {
            RetryAfter = WaitOf(kind, reply.RetryAfter),
            HttpStatus = reply.Status,
            RequiredScope = kind is FailureKind.InsufficientScope ? call.Scope : null,
            OutcomeUnknown = outcomeUnknown,
        };
        return failure with { Text = FailureText.Of(failure, reply) };
    }

    private static FailureKind KindOf(ErrorReply reply) => reply.Status switch
    {
        429 when reply.Reason == QuotaReason => FailureKind.QuotaExhausted,
        429 => FailureKind.RateLimited,
        401 when reply.Says("permissions missing") => FailureKind.InsufficientScope,
        401 => FailureKind.Unauthorized,
        403 when reply.Says("client scope") => FailureKind.InsufficientScope,
        403 when reply.Says("premium") || reply.Says("not registered") => FailureKind.AccountBlocked,
        403 => FailureKind.Forbidden,
        404 or 410 => FailureKind.NotFound,
        400 when reply.Says("only valid bearer") => FailureKind.Misconfigured,
        400 or 413 or 414 or 422 => FailureKind.InvalidArgument,
        // A redirect or an unreadable 2xx comes from something in between, which may have passed the call on.
        < 400 or 408 or >= 500 => FailureKind.UpstreamUnavailable,
        _ => FailureKind.Internal,
    };

    private static TimeSpan? WaitOf(FailureKind kind, TimeSpan? told) => kind switch
    {
        FailureKind.RateLimited => told ?? OneWindow,
        FailureKind.QuotaExhausted => told ?? QuotaProbe,
        FailureKind.UpstreamUnavailable => told,
        _ => null,
    };
}
