using MusicSync.Worker.Mcp;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using static MusicSync.Worker.Temporal.ActivityFailureTypes;

namespace MusicSync.Worker.Temporal;

/// <summary>Maps each kind of MCP failure to a Temporal failure: its type, whether and when Temporal repeats it. Pure.</summary>
internal static class McpActivityFailures
{
    /// <summary>The failure for a kind that has a remedy; null for a defect of the host, or a kind that nobody knows.</summary>
    public static ApplicationFailureException? Known(McpFailure failure) => failure.Kind switch
    {
        _ when failure.OutcomeUnknown => Retried(failure, McpOutcomeUnknown),
        McpFailureKind.OutcomeUnknown => Retried(failure, McpOutcomeUnknown),
        McpFailureKind.RateLimited => Paused(failure, SpotifyRateLimited),
        McpFailureKind.QuotaExhausted => Paused(failure, SpotifyQuotaExhausted),
        McpFailureKind.UpstreamUnavailable => Paused(failure, SpotifyUnavailable),
        McpFailureKind.McpUnavailable => Retried(failure, McpUnavailable),
        McpFailureKind.McpRefused => Retried(failure, McpRefused),
        McpFailureKind.CircuitOpen => Paused(failure, McpCircuitOpen),
        McpFailureKind.Unauthorized => Final(failure, SpotifyAuthError),
        McpFailureKind.InsufficientScope => Final(failure, SpotifyInsufficientScope),
        McpFailureKind.AccountBlocked => Final(failure, SpotifyAccountBlocked),
        McpFailureKind.Misconfigured => Final(failure, SpotifyMisconfigured),
        McpFailureKind.NotFound => Final(failure, SpotifyNotFound),
        McpFailureKind.Forbidden => Final(failure, SpotifyForbidden),
        McpFailureKind.InvalidArgument => Final(failure, McpInvalidArgument),
        McpFailureKind.TooLate => Final(failure, McpFenced),
        _ => null,
    };

    /// <summary>The same failure with details, which are set only when one is made.</summary>
    public static ApplicationFailureException With(ApplicationFailureException failure, IReadOnlyCollection<object> details) =>
        details.Count == 0
            ? failure
            : new(failure.Message, failure.ErrorType, details: details, nextRetryDelay: failure.NextRetryDelay, category: failure.Category);

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
