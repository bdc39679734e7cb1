using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicSync.McpHost.Failures;

/// <summary><c>RateLimited</c> is <c>rate_limited</c> wherever it leaves the process.</summary>
internal sealed class SnakeCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
