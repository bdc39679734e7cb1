using System.ComponentModel;

namespace MusicSync.McpHost.Spotify;

/// <summary>A playlist without its rows.</summary>
internal sealed record Playlist(
    [property: Description("Playlist id, 22 letters and digits.")] string Id,
    [property: Description("spotify:playlist: URI.")] string Uri,
    [property: Description("Share link.")] string Url,
    string Name,
    [property: Description("User id of the owner.")] string OwnerId,
    bool Collaborative,
    [property: Description("True when the signed-in user may read and change its rows.")] bool Editable,
    string? Description = null,
    [property: Description("Display name of the owner.")] string? OwnerName = null,
    [property: Description("Whether it is listed on the owner's profile; Spotify does not report this reliably.")]
    bool? Public = null,
    [property: Description("Version of the playlist; changes with every edit and can lag 30 s behind.")] string? SnapshotId = null,
    [property: Description("Number of rows; absent in a remembered answer and for playlists that are not editable.")]
    int? Total = null);
