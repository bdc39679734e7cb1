namespace MusicSync.ServiceDefaults.Access;

/// <summary>Who may call a service.</summary>
internal sealed class AccessOptions
{
    public const string SectionName = "Access";

    /// <summary>
    /// The key that callers send as <c>Authorization: Bearer</c>, and that the worker sends to the MCP host. Without one
    /// a service answers everybody who reaches it, so it then listens on loopback addresses only.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>Origins of pages elsewhere that may call, such as <c>https://music.example</c>; default none.</summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>
    /// Calls a second that one address may make in the long run; 1 to 100,000, default 5,000. A stop for a caller that
    /// runs wild, far above what a sync needs; Spotify's own limits are kept elsewhere.
    /// </summary>
    public int CallsPerSecond { get; set; } = 5_000;

    /// <summary>Calls that one address may make at once after a pause; 1 to 100,000, default 10,000.</summary>
    public int Burst { get; set; } = 10_000;

    public bool RequiresKey => !string.IsNullOrEmpty(ApiKey);
}
