using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.SpotifySimulator.WebApi.Wire;

/// <summary>Writes a catalogue track as the Web API does.</summary>
internal sealed class TrackWriter(string origin, bool hasMarket)
{
    private const string Open = "https://open.spotify.com";

    public static TrackWriter For(HttpRequest request) => new(
        Origin.Of(request),
        hasMarket: BearerMiddleware.CallerOf(request.HttpContext).IsUser || request.Query.ContainsKey("market"));

    public TrackJson Write(CatalogTrack track) => new()
    {
        Album = Album(track),
        Artists = [.. track.Artists.Select(Artist)],
        DiscNumber = 1,
        DurationMs = (long)track.Duration.TotalMilliseconds,
        ExternalIds = new ExternalIdsJson(track.Isrc),
        ExternalUrls = new ExternalUrlsJson($"{Open}/track/{track.Id}"),
        Href = $"{origin}/v1/tracks/{track.Id}",
        Id = track.Id,
        IsPlayable = hasMarket ? true : null,
        Name = track.Title,
        TrackNumber = 1,
        Type = "track",
        Uri = track.Uri,
    };

    /// <summary>A track as its album lists it: without album and codes.</summary>
    public TrackJson WriteInAlbum(CatalogTrack track, int number) => Write(track) with
    {
        Album = null,
        ExternalIds = null,
        TrackNumber = number,
    };

    public AlbumJson WriteAlbum(IReadOnlyList<CatalogTrack> tracks, PageJson<TrackJson> page) => Album(tracks[0]) with
    {
        AlbumType = tracks.Count == 1 && tracks[0].Album == tracks[0].Title ? "single" : "album",
        TotalTracks = tracks.Count,
        Tracks = page,
    };

    private AlbumJson Album(CatalogTrack track)
    {
        var id = track.AlbumId;

        return new AlbumJson
        {
            // The catalogue does not tell; a record named after its one song is a single.
            AlbumType = track.Album == track.Title ? "single" : "album",
            Artists = [Artist(track.Artists[0])],
            ExternalUrls = new ExternalUrlsJson($"{Open}/album/{id}"),
            Href = $"{origin}/v1/albums/{id}",
            Id = id,
            Name = track.Album,
            ReleaseDate = track.ReleaseDate.Length > 0 ? track.ReleaseDate : null,
            ReleaseDatePrecision = Precision(track.ReleaseDate),
            Uri = $"spotify:album:{id}",
        };
    }

    private ArtistJson Artist(string name)
    {
        var id = StableId.Of("artist", name);

        return new ArtistJson(
            new ExternalUrlsJson($"{Open}/artist/{id}"),
            $"{origin}/v1/artists/{id}",
            id,
            name,
            "artist",
            $"spotify:artist:{id}");
    }

    private static string? Precision(string releaseDate) => releaseDate.Length switch
    {
        // 1999, 1999-04, 1999-04-30
        4 => "year",
        7 => "month",
        10 => "day",
        _ => null,
    };
}
