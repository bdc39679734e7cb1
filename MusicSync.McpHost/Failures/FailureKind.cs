using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicSync.McpHost.Failures;

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

/// <summary>The name under which a kind leaves the process.</summary>
internal static class FailureKinds
{
    public static string Name(this FailureKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}

/// <summary><c>RateLimited</c> is <c>rate_limited</c> wherever it leaves the process.</summary>
internal sealed class SnakeCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
