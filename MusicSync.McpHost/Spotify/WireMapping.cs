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
            Names(wire),
            wire.DurationMs ?? 0,
            wire.Explicit ?? false,
            wire.Album?.Name,
            wire.ExternalIds?.Isrc,
            wire.Album?.ReleaseDate,
            wire.Album?.AlbumType,
            wire.IsPlayable,
            wire.Album?.Images?.OfType<WireImage>().OrderBy(image => image.Width ?? int.MaxValue).FirstOrDefault()?.Url)
        : null;

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
            shown is null ? [] : Names(shown),
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

    private static string[] Names(WireTrack wire) =>
        [.. (wire.Artists ?? []).Select(artist => artist?.Name).OfType<string>()];
}
