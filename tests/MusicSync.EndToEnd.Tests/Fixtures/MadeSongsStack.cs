using System.Globalization;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.SpotifySimulator.Catalog;

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

    /// <summary>The songs of an album, in its order; the made songs have none together.</summary>
    internal IReadOnlyList<CatalogTrack> Album { get; } =
    [
        .. Enumerable.Range(1, 3).Select(number => new CatalogTrack(
            $"album{number:D17}", $"Wogorpizen {number}", ["Halcudelten"], "Jasnufa Rimarvi", TimeSpan.FromSeconds(200 + number), "2020", Isrc: null)),
    ];

    /// <inheritdoc/>
    protected override LocalStackOptions Options
    {
        get
        {
            var options = base.Options;
            Directory.CreateDirectory(options.DataDirectory!);
            return options with { Catalog = WriteCatalog(options.DataDirectory!) };
        }
    }

    private string WriteCatalog(string folder)
    {
        var file = _made.Value.WriteCatalog(folder);
        File.AppendAllLines(file, Album.Select(track => string.Create(
            CultureInfo.InvariantCulture,
            $"{track.Id},{track.Title},{track.Artists[0]},{track.Album},{track.Duration.TotalMilliseconds},{track.ReleaseDate},M,1,1,")));
        return file;
    }

    internal WorkerApi Worker() => new(Stack.WorkerUrl);

    internal SimulatorApi Spotify() => new(Stack.SpotifyUrl);

    /// <summary>An id no other test of this stack uses.</summary>
    internal string NewPlaylistId() => $"playlist{Interlocked.Increment(ref _playlists):D14}";

    internal IReadOnlyList<string> Uris(int first, int count) => [.. Songs.Skip(first).Take(count).Select(song => song.Uri)];

    internal object[] Json(int first, int count) =>
        [.. Songs.Skip(first).Take(count).Select(song => new { title = song.Title, artist = song.Artist })];
}
