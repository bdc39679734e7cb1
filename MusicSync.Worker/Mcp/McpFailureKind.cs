namespace MusicSync.Worker.Mcp;

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
}
