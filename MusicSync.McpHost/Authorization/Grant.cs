using System.Text.Json.Serialization;

namespace MusicSync.McpHost.Authorization;

/// <summary>The accounts service's answer to a refresh. Counts as a secret: never logged, never quoted.</summary>
internal sealed class Grant
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>Usually absent since mid-2026; the old one then stays valid.</summary>
    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("expires_in")]
    public int? ExpiresIn { get; init; }
}

[JsonSerializable(typeof(Grant))]
internal sealed partial class GrantJson : JsonSerializerContext;
