using System.Globalization;
using System.Net;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.WebApi.Wire;

/// <summary>Writes playlist rows of every kind.</summary>
internal sealed class EntryWriter(TrackCatalog catalog, string origin, bool relink, bool episodes)
{
    private readonly TrackWriter _tracks = new(origin, hasMarket: true);

    public EntryJson Write(PlaylistEntry entry) => new(
        entry.AddedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        UserWriter.Write(origin, entry.AddedBy),
        IsLocal(entry.Uri),
        Item(entry.Uri));

    private static bool IsLocal(string uri) => uri.StartsWith(SpotifyUri.Local, StringComparison.Ordinal);

    private TrackJson? Item(string uri)
    {
        if (IsLocal(uri))
        {
            return LocalFile(uri);
        }

        if (SpotifyUri.IdOf(uri, SpotifyUri.Episode) is { } episodeId)
        {
            return episodes ? Episode(episodeId) : null;
        }

        var track = SpotifyUri.IdOf(uri, SpotifyUri.Track) is { } id ? catalog.Find(id) : null;
        return track is null ? null : _tracks.Write(relink ? catalog.Relink(track) : track);
    }

    private static TrackJson LocalFile(string uri)
    {
        // spotify:local:{artist}:{album}:{title}:{seconds}, each form-encoded
        var parts = uri.Split(':').Skip(2).Select(WebUtility.UrlDecode).Concat(["", "", "", ""]).Take(4).ToArray();
        var seconds = int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

        return new TrackJson
        {
            Album = new AlbumJson { Artists = [], Name = parts[1] ?? "" },
            Artists = [new ArtistJson(null, null, null, parts[0] ?? "", "artist", null)],
            DurationMs = seconds * 1000L,
            IsLocal = true,
            Name = parts[2] ?? "",
            Type = "track",
            Uri = uri,
        };
    }

    private TrackJson Episode(string id) => new()
    {
        Artists = [],
        DurationMs = 1_800_000,
        ExternalUrls = new ExternalUrlsJson($"https://open.spotify.com/episode/{id}"),
        Href = $"{origin}/v1/episodes/{id}",
        Id = id,
        IsPlayable = true,
        Name = $"Episode {id}",
        Type = "episode",
        Uri = SpotifyUri.Episode + id,
    };
}
