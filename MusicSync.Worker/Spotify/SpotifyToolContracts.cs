namespace MusicSync.Worker.Spotify;

// The worker's own view of the host's tools (decision D1): only the members it uses. Nothing here is shared with the host;
// ToolContractCheck compares these records with the schemas the host advertises.

internal sealed record SearchTracksArguments(
    string? Query = null,
    string? Title = null,
    string? Artist = null,
    string? Album = null,
    string? Isrc = null,
    string? Year = null);

internal sealed record SearchTracksResult(IReadOnlyList<SpotifyTrack> Tracks);

internal sealed record SpotifyTrack(
    string Id,
    string Uri,
    string Title,
    IReadOnlyList<string> Artists,
    int DurationMs,
    string? Album = null,
    string? Isrc = null,
    bool Explicit = false,
    string? ReleaseDate = null,
    string? AlbumType = null,
    string? CoverUrl = null);

internal sealed record GetTrackArguments(string TrackId);

internal sealed record GetAlbumArguments(string AlbumId, int Offset);

internal sealed record SpotifyAlbum(IReadOnlyList<SpotifyTrack> Tracks, string? Name = null, int? NextOffset = null);

internal sealed record GetPlaylistArguments(string PlaylistId, bool? Current = null);

internal sealed record SpotifyPlaylist(
    string Id,
    string Uri,
    string Url,
    string Name,
    string OwnerId,
    bool Editable,
    string? Description = null,
    string? SnapshotId = null);

internal sealed record GetPlaylistItemsArguments(string PlaylistId, int Offset, int Limit, string? SnapshotId = null);

internal sealed record PlaylistItemsPage(
    IReadOnlyList<SpotifyPlaylistItem> Items,
    int Total,
    int? NextOffset = null,
    bool? Remembered = null);

internal sealed record SpotifyPlaylistItem(
    int Position,
    string Kind,
    IReadOnlyList<string> Artists,
    string? Uri = null,
    string? Title = null,
    int? DurationMs = null,
    string? Isrc = null,
    DateTimeOffset? AddedAt = null);

internal sealed record ListPlaylistsArguments(int Offset, int Limit);

internal sealed record PlaylistsPage(IReadOnlyList<SpotifyPlaylist> Playlists, int Total, int? NextOffset = null);

internal sealed record CreatePlaylistArguments(string Name, string Description, bool Public);

internal sealed record AddToPlaylistArguments(string PlaylistId, IReadOnlyList<string> Uris, int? Position = null);

internal sealed record RemoveFromPlaylistArguments(string PlaylistId, IReadOnlyList<string> Uris);

internal sealed record ReorderPlaylistItemsArguments(string PlaylistId, int RangeStart, int InsertBefore, int RangeLength);

internal sealed record PlaylistWritten(string? SnapshotId = null);

internal sealed record GetUserProfileArguments;

internal sealed record SpotifyUser(string Id, string? DisplayName = null);
