namespace MusicSync.McpHost.Tests.Support;

/// <summary>A data directory of one test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("musicsync-host-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
