using System.Collections.Concurrent;
using MusicSync.SpotifySimulator.Catalog.Search;

namespace MusicSync.SpotifySimulator.Catalog;

/// <summary>All tracks that this stand-in for Spotify knows. Safe for parallel use.</summary>
public sealed class TrackCatalog
{
    private static readonly Lazy<TrackCatalog> SmallCatalog = new(() => new TrackCatalog(CatalogFile.ReadSmall()));

    private readonly CatalogTrack[] _tracks;
    private readonly Dictionary<string, CatalogTrack> _byId;
    private readonly ConcurrentDictionary<string, CatalogTrack> _relinked = [];
    private readonly Lazy<TrackIndex> _index;
    private readonly Lazy<Dictionary<string, CatalogTrack[]>> _albums;

    private TrackCatalog(IEnumerable<CatalogTrack> tracks)
    {
        // Sorted once: the index numbers tracks in this order and breaks ties by number, thus by id.
        _tracks = [.. tracks.OrderBy(track => track.Id, StringComparer.Ordinal)];
        _byId = _tracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        _index = new Lazy<TrackIndex>(() => TrackIndex.Build(_tracks));
        // Most runs never ask for an album, and a big catalogue is hashed for a while.
        _albums = new Lazy<Dictionary<string, CatalogTrack[]>>(() => _tracks
            .GroupBy(track => (track.Artists[0], track.Album))
            .ToDictionary(album => album.First().AlbumId, album => album.ToArray(), StringComparer.Ordinal));
    }

    /// <summary>The small catalogue that ships with the simulator, one instance a process.</summary>
    public static TrackCatalog Small => SmallCatalog.Value;

    /// <summary>Every track, ordered by id.</summary>
    public IReadOnlyList<CatalogTrack> Tracks => _tracks;

    /// <summary>Built at first use and shared by everything that searches this catalogue.</summary>
    internal TrackIndex Index => _index.Value;

    /// <summary>Reads a catalogue file.</summary>
    /// <param name="path">A CSV file, or a gzip-compressed one whose name ends in <c>.gz</c>.</param>
    public static TrackCatalog Load(string path) => new(CatalogFile.Read(path));

    /// <summary>A catalogue of the given tracks.</summary>
    /// <param name="tracks">Tracks with different ids.</param>
    public static TrackCatalog Of(IEnumerable<CatalogTrack> tracks) => new(tracks);

    /// <summary>The track of that id, also when the id was given out by relinking.</summary>
    /// <param name="id">A base62 id.</param>
    public CatalogTrack? Find(string id) => _byId.GetValueOrDefault(id) ?? _relinked.GetValueOrDefault(id);

    /// <summary>The tracks of that album, ordered by id, since the file tells no numbers; null when there is no such album.</summary>
    /// <param name="id">A base62 id.</param>
    public IReadOnlyList<CatalogTrack>? FindAlbum(string id) => _albums.Value.GetValueOrDefault(id);

    /// <summary>The same song under another id, as Spotify answers when the asked-for release is not available.</summary>
    internal CatalogTrack Relink(CatalogTrack track)
    {
        var id = StableId.Of("relinked", track.Id);

        return _relinked.GetOrAdd(id, static (id, track) => track with { Id = id }, track);
    }
}
