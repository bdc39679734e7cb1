using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>A stack whose catalogue holds songs that cannot be mistaken for each other.</summary>
public class MadeSongsStack : StackFixture
{
    private const int Seed = 20261124;
    private readonly Lazy<MadeSongs> _made;
    private int _playlists;

    public MadeSongsStack() => _made = new(() => new MadeSongs(SongCount, Seed));

    /// <summary>Songs in the catalogue.</summary>
    protected virtual int SongCount => 150;

    internal IReadOnlyList<MadeSong> Songs => _made.Value.Songs;

    /// <inheritdoc/>
    protected override LocalStackOptions Options
    {
        get
        {
            var options = base.Options;
            Directory.CreateDirectory(options.DataDirectory!);
            return options with { Catalog = _made.Value.WriteCatalog(options.DataDirectory!) };
        }
    }

    internal WorkerApi Worker() => new(Stack.WorkerUrl);

    internal SimulatorApi Spotify() => new(Stack.SpotifyUrl);

    /// <summary>An id no other test of this stack uses.</summary>
    internal string NewPlaylistId() => $"playlist{Interlocked.Increment(ref _playlists):D14}";

    internal IReadOnlyList<string> Uris(int first, int count) => [.. Songs.Skip(first).Take(count).Select(song => song.Uri)];

    internal object[] Json(int first, int count) =>
        [.. Songs.Skip(first).Take(count).Select(song => new { title = song.Title, artist = song.Artist })];
}
