using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Mcp;

/// <summary>What is known about a failed call.</summary>
/// <param name="Kind">One of <see cref="McpFailureKind"/>.</param>
/// <param name="Message">What happened and what to do, for people; free of secrets.</param>
/// <param name="RetryAfter">How long to wait, if the server said so.</param>
/// <param name="RequiredScope">The permission that is missing, for <see cref="McpFailureKind.InsufficientScope"/>.</param>
/// <param name="OutcomeUnknown">Whether a write may have taken effect all the same.</param>
internal sealed record McpFailure(
    string Kind,
    string Message,
    TimeSpan? RetryAfter = null,
    string? RequiredScope = null,
    bool OutcomeUnknown = false)
{
    /// <summary>Whether a tool answered, if only with an error; otherwise none saw the call, or its answer never came.</summary>
    public bool Answered => Kind
        is not (McpFailureKind.McpUnavailable or McpFailureKind.McpRefused or McpFailureKind.OutcomeUnknown or McpFailureKind.CircuitOpen);
}

/// <summary>
/// What went wrong with a tool call. The first group is the host's own vocabulary (the <c>kind</c> of its error
/// <c>_meta</c>); the second is what this side concludes when no tool answered. Only the first says anything about tracks and
/// playlists.
/// </summary>
internal static class McpFailureKind
{
    public const string RateLimited = "rate_limited";
    public const string QuotaExhausted = "quota_exhausted";
    public const string Unauthorized = "unauthorized";
    public const string InsufficientScope = "insufficient_scope";
    public const string AccountBlocked = "account_blocked";
    public const string Misconfigured = "misconfigured";
    public const string UpstreamUnavailable = "upstream_unavailable";
    public const string NotFound = "not_found";
    public const string Forbidden = "forbidden";
    public const string InvalidArgument = "invalid_argument";
    public const string TooLate = "too_late";
    public const string Internal = "internal";

    public const string McpUnavailable = "mcp_unavailable";
    public const string McpRefused = "mcp_refused";
    public const string OutcomeUnknown = "outcome_unknown";
    public const string CircuitOpen = "circuit_open";

    /// <summary>A server that keeps sessions has forgotten this one; also what a server says of an expired handle.</summary>
    public const string SessionLost = "session_lost";
}

/// <summary>A tool call did not succeed. Callers may act on the kind.</summary>
internal class McpCallException(McpFailure failure, Exception? cause)
    : Exception(failure.Message, cause)
{
    public McpFailure Failure { get; } = failure;
}

/// <summary>Reads the host's error contract from a tool result. Pure.</summary>
internal static class McpToolErrors
{
    public const string MetaKey = "dev.musicsync/error";

    // {"kind": "rate_limited", "retryAfterSeconds": 17, "httpStatus": 429, "requiredScope": null, "outcomeUnknown": false}
    public static McpFailure Read(string tool, CallToolResult result)
    {
        var text = result.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text
            ?? $"The tool {tool} failed without saying why.";

        return result.Meta?[MetaKey] is JsonObject error && error["kind"] is JsonValue kind
            ? new McpFailure(
                kind.GetValue<string>(),
                text,
                Seconds(error["retryAfterSeconds"]),
                error["requiredScope"]?.GetValue<string>(),
                error["outcomeUnknown"]?.GetValue<bool>() ?? false)
            : new McpFailure(McpFailureKind.Internal, text);
    }

    private static TimeSpan? Seconds(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.Number ? TimeSpan.FromSeconds(node.GetValue<double>()) : null;
}
