using MusicSync.LocalStack;
using MusicSync.LocalStack.Samples;
using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.Benchmarks.Stack;

/// <summary>A catalogue of made songs in a folder that goes with it, and with the stack's own state.</summary>
internal sealed class MadeCatalog : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("musicsync-benchmark-");
    private readonly string _file;

    private MadeCatalog(int count, int seed)
    {
        _file = new MadeSongs(count, seed).WriteCatalog(_folder.FullName);
        var catalog = TrackCatalog.Load(_file);
        Songs = CatalogSong.FirstOf(catalog, count);
        Uris = [.. catalog.Tracks.Select(track => track.Uri)];
    }

    /// <summary>The songs as a list would name them.</summary>
    public IReadOnlyList<CatalogSong> Songs { get; }

    /// <summary>Their tracks, in the same order.</summary>
    public IReadOnlyList<string> Uris { get; }

    public static MadeCatalog Of(int count, int seed) => new(count, seed);

    public LocalStackOptions Options() => new() { Catalog = _file, DataDirectory = Path.Combine(_folder.FullName, "stack") };

    public void Dispose() => _folder.Delete(recursive: true);
}
