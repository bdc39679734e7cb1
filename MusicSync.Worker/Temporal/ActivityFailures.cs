using MusicSync.Worker.Mcp;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using static MusicSync.Worker.Temporal.ActivityFailureTypes;

namespace MusicSync.Worker.Temporal;

/// <summary>Types of the failures that activities end with; part of the wire contract with running workflows.</summary>
public static class ActivityFailureTypes
{
    /// <summary>Spotify asked to wait; retried after that time.</summary>
    public const string SpotifyRateLimited = "SpotifyRateLimited";

    /// <summary>The quota of the day is used up.</summary>
    public const string SpotifyQuotaExhausted = "SpotifyQuotaExhausted";

    /// <summary>The grant has expired or was revoked; only signing in again helps.</summary>
    public const string SpotifyAuthError = "SpotifyAuthError";

    /// <summary>The grant lacks a permission.</summary>
    public const string SpotifyInsufficientScope = "SpotifyInsufficientScope";

    /// <summary>The app's owner or the user is not allowed to use it.</summary>
    public const string SpotifyAccountBlocked = "SpotifyAccountBlocked";

    /// <summary>The client id or secret is wrong.</summary>
    public const string SpotifyMisconfigured = "SpotifyMisconfigured";

    /// <summary>Spotify does not answer; nothing was written.</summary>
    public const string SpotifyUnavailable = "SpotifyUnavailable";

    /// <summary>The playlist or track does not exist.</summary>
    public const string SpotifyNotFound = "SpotifyNotFound";

    /// <summary>The playlist belongs to somebody else.</summary>
    public const string SpotifyForbidden = "SpotifyForbidden";

    /// <summary>An argument was refused.</summary>
    public const string McpInvalidArgument = "McpInvalidArgument";

    /// <summary>The MCP host was not reached; the call did not run.</summary>
    public const string McpUnavailable = "McpUnavailable";

    /// <summary>The MCP host turned the call away before any tool saw it: the two programs do not fit together.</summary>
    public const string McpRefused = "McpRefused";

    /// <summary>The worker makes no calls for a while, since the MCP host has not answered.</summary>
    public const string McpCircuitOpen = "McpCircuitOpen";

    /// <summary>The call may have run; its answer was lost.</summary>
    public const string McpOutcomeUnknown = "McpOutcomeUnknown";

    /// <summary>A defect in the MCP host.</summary>
    public const string McpInternalError = "McpInternalError";

    /// <summary>A defect in the worker: an exception that nobody has foreseen.</summary>
    public const string Defect = "Defect";

    /// <summary>The write came too late, or a newer attempt may be writing.</summary>
    public const string McpFenced = "McpFenced";

    /// <summary>The playlist's writer has no room for another ticket; retried after a while.</summary>
    public const string PlaylistBusy = "PlaylistBusy";

    /// <summary>The playlist does not hold what was written.</summary>
    public const string VerificationError = "VerificationError";

    /// <summary>An MCP server has lost a session and what it held; the workflow sets it up anew.</summary>
    public const string MCPServerStateError = "MCPServerStateError";

    /// <summary>The worker stopped in the middle; the next attempt goes on.</summary>
    public const string WorkerShutdown = "WorkerShutdown";

    /// <summary>The source of a standing order does not answer, or not now; a few attempts, then the next run.</summary>
    public const string SourceUnavailable = "SourceUnavailable";

    /// <summary>The model's server asked to wait; retried after that time.</summary>
    public const string ModelRateLimited = "ModelRateLimited";

    /// <summary>The model's server refuses key, account or model name; only changing one of them helps.</summary>
    public const string AgentModelRefused = "AgentModelRefused";

    /// <summary>The model's server does not answer, or not now.</summary>
    public const string ModelUnavailable = "ModelUnavailable";

    /// <summary>The question or the answer is longer than the model takes.</summary>
    public const string ModelContextTooLong = "ModelContextTooLong";

    /// <summary>The model's server refuses the question as it is.</summary>
    public const string ModelRejected = "ModelRejected";

    /// <summary>Failures that a workflow waits for, in a timer or until somebody has acted.</summary>
    internal static readonly IReadOnlySet<string> Stops = new HashSet<string>
    {
        SpotifyQuotaExhausted, SpotifyRateLimited, SpotifyAuthError, SpotifyInsufficientScope, SpotifyAccountBlocked,
        SpotifyMisconfigured, AgentModelRefused, ModelRateLimited,
    };
}

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

/// <summary>Tells stops, which outlive an activity and are waited for by its workflow, from failures, which Temporal repeats.</summary>
internal sealed class CallStops(PauseThresholds pauses, TimeProvider time)
{
    // Spotify names the wait in nearly every quota answer; without one, an hour is a sensible time to look again.
    private static readonly TimeSpan UnnamedQuotaWait = TimeSpan.FromHours(1);

    public CallStop? Of(McpFailure failure) => failure switch
    {
        { OutcomeUnknown: true } => null,
        { Kind: McpFailureKind.QuotaExhausted } => Stop(failure, SpotifyQuotaExhausted, failure.RetryAfter ?? UnnamedQuotaWait),
        { Kind: McpFailureKind.RateLimited, RetryAfter: { } wait } when wait > pauses.InRetry => Stop(failure, SpotifyRateLimited, wait),
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
