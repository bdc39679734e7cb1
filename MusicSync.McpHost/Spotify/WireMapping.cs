using MusicSync.McpHost.Spotify.Wire;

namespace MusicSync.McpHost.Spotify;

/// <summary>Wire models to the records that tools answer with. Pure.</summary>
internal static class WireMapping
{
    /// <summary>Null for an entry that is not a track of the catalogue (null, local file).</summary>
    public static Track? ToTrack(this WireTrack? wire) => wire is { Id: { } id, Name: { } title }
        ? new Track(
            id,
            wire.Uri ?? $"spotify:track:{id}",
            title,
            Names(wire.Artists),
            wire.DurationMs ?? 0,
            wire.Explicit ?? false,
            wire.Album?.Name,
            wire.ExternalIds?.Isrc,
            wire.Album?.ReleaseDate,
            wire.Album?.AlbumType,
            wire.IsPlayable,
            wire.Album?.Images?.OfType<WireImage>().OrderBy(image => image.Width ?? int.MaxValue).FirstOrDefault()?.Url)
        : null;

    /// <summary>The album with its first tracks, each of which takes from it what Spotify leaves out there; null without tracks.</summary>
    public static Album? ToAlbum(this WireAlbum wire, string id, int pageSize)
    {
        if (wire.Tracks is not { } page)
        {
            return null;
        }

        var tracks = page with { Items = [.. (page.Items ?? []).Select(track => track is null ? null : track with { Album = track.Album ?? wire })] };
        return tracks.ToAlbum(id, page.Offset ?? 0, pageSize) with
        {
            Total = page.Total ?? wire.TotalTracks ?? 0,
            Name = wire.Name,
            Artists = Names(wire.Artists),
        };
    }

    /// <summary>Further tracks of an album.</summary>
    public static Album ToAlbum(this WirePage<WireTrack> page, string id, int offset, int pageSize)
    {
        var start = page.Offset ?? offset;
        var items = page.Items ?? [];
        return new Album(
            id,
            $"spotify:album:{id}",
            page.Total ?? start + items.Count,
            [.. items.Select(ToTrack).OfType<Track>()],
            page.Next is null ? null : start + (page.Limit ?? pageSize));
    }

    public static Playlist? ToPlaylist(this WirePlaylist? wire, bool editable) => wire is { Id: { } id }
        ? new Playlist(
            id,
            wire.Uri ?? $"spotify:playlist:{id}",
            wire.ExternalUrls?.Spotify ?? $"https://open.spotify.com/playlist/{id}",
            wire.Name ?? "",
            wire.Owner?.Id ?? "",
            wire.Collaborative ?? false,
            editable,
            wire.Description,
            wire.Owner?.DisplayName,
            wire.Public,
            wire.SnapshotId,
            (wire.Items ?? wire.Tracks)?.Total)
        : null;

    public static PlaylistItem ToItem(this WirePlaylistRow? row, int position)
    {
        var shown = row?.Item ?? row?.Track;
        return new PlaylistItem(
            position,
            KindOf(row, shown),
            shown is null ? [] : Names(shown.Artists),
            shown?.Uri,
            shown?.Id,
            shown?.Name,
            shown?.Album?.Name,
            shown?.DurationMs,
            shown?.ExternalIds?.Isrc,
            row?.AddedAt);
    }

    private static string KindOf(WirePlaylistRow? row, WireTrack? shown) => shown switch
    {
        null => "unavailable",
        _ when (row?.IsLocal ?? shown.IsLocal) is true => "local",
        { Type: "episode" } => "episode",
        { Uri: null } => "unavailable",
        _ => "track",
    };

    private static string[] Names(IReadOnlyList<WireArtist?>? artists) =>
        [.. (artists ?? []).Select(artist => artist?.Name).OfType<string>()];
}
