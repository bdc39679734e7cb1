namespace MusicSync.McpHost.Settings;

/// <summary>Where the host keeps what it may lose at the cost of calls.</summary>
internal sealed class StorageOptions
{
    public const string SectionName = "MusicSync";

    /// <summary>The host's one data directory; by default one of the user that runs it.</summary>
    public string DataDirectory { get; set; } = Path.Combine(UserFolder(), "MusicSync", "mcp-host");

    // A service account without a home has no such folder.
    private static string UserFolder() =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } folder
            ? folder
            : Path.GetTempPath();
}
