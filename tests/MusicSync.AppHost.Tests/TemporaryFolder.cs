namespace MusicSync.AppHost.Tests;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("musicsync-apphost-").FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
