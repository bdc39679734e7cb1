namespace MusicSync.McpHost.Spotify;

/// <summary>What a caller can do about a failure; the snake_case name is the contract of the MCP boundary.</summary>
internal enum FailureKind
{
    RateLimited,
    QuotaExhausted,
    Unauthorized,
    InsufficientScope,
    AccountBlocked,
    Misconfigured,
    UpstreamUnavailable,
    NotFound,
    Forbidden,
    InvalidArgument,
    TooLate,
    Internal,
}
