using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using static MusicSync.Worker.Mcp.ActivityFailureTypes;

namespace MusicSync.Worker.Mcp;

/// <summary>Maps each kind of MCP failure to a Temporal failure: its type, whether and when Temporal repeats it. Pure.</summary>
internal static class McpActivityFailures
{
    /// <summary>A defect is repeated a few times, in case it was a passing one, but not for ever.</summary>
    public const int AttemptsForDefects = 5;

    public static ApplicationFailureException From(McpFailure failure, int attempt) => failure.Kind switch
    {
        _ when failure.OutcomeUnknown => Retried(failure, McpOutcomeUnknown),
        McpFailureKind.OutcomeUnknown => Retried(failure, McpOutcomeUnknown),
        McpFailureKind.RateLimited => Paused(failure, SpotifyRateLimited),
        McpFailureKind.QuotaExhausted => Paused(failure, SpotifyQuotaExhausted),
        McpFailureKind.UpstreamUnavailable => Paused(failure, SpotifyUnavailable),
        McpFailureKind.McpUnavailable => Retried(failure, McpUnavailable),
        McpFailureKind.CircuitOpen => Paused(failure, McpCircuitOpen),
        McpFailureKind.Unauthorized => Final(failure, SpotifyAuthError),
        McpFailureKind.InsufficientScope => Final(failure, SpotifyInsufficientScope),
        McpFailureKind.AccountBlocked => Final(failure, SpotifyAccountBlocked),
        McpFailureKind.Misconfigured => Final(failure, SpotifyMisconfigured),
        McpFailureKind.NotFound => Final(failure, SpotifyNotFound),
        McpFailureKind.Forbidden => Final(failure, SpotifyForbidden),
        McpFailureKind.InvalidArgument => Final(failure, McpInvalidArgument),
        McpFailureKind.TooLate => Final(failure, McpFenced),
        _ => attempt < AttemptsForDefects ? Retried(failure, McpInternalError) : Final(failure, McpInternalError),
    };

    private static ApplicationFailureException Retried(McpFailure failure, string type) => new(failure.Message, type);

    /// <summary>Benign: a pause is no failure, so it stays out of error logs, metrics and spans.</summary>
    private static ApplicationFailureException Paused(McpFailure failure, string type) => new(
        failure.Message,
        type,
        nextRetryDelay: failure.RetryAfter,
        category: ApplicationErrorCategory.Benign);

    private static ApplicationFailureException Final(McpFailure failure, string type) =>
        new(failure.Message, type, nonRetryable: true);
}
