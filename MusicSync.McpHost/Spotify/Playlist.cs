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

/// <summary>A row of a playlist. A row that shows nothing still keeps its place.</summary>
internal sealed record PlaylistItem(
    [property: Description("Offset in the whole playlist, from 0.")] int Position,
    [property: Description("track, episode, local (a file of the user) or unavailable (nothing is known but the place).")]
    string Kind,
    [property: Description("Names, main artist first; empty for episodes and unavailable rows.")] IReadOnlyList<string> Artists,
    [property: Description("spotify:track:, spotify:episode: or spotify:local: URI.")] string? Uri = null,
    string? Id = null,
    string? Title = null,
    [property: Description("Name of the album.")] string? Album = null,
    [property: Description("Length in milliseconds.")] int? DurationMs = null,
    [property: Description("International Standard Recording Code, 12 characters.")] string? Isrc = null,
    [property: Description("When the row was added, UTC.")] DateTimeOffset? AddedAt = null);

/// <summary>A move of neighbouring rows.</summary>
/// <param name="RangeStart">Position of the first, from 0.</param>
/// <param name="InsertBefore">Position, as it is before the move, of the row before which they go; the number of rows for the end.</param>
/// <param name="RangeLength">How many.</param>
/// <param name="SnapshotId">The version that the positions are of; null for the playlist as it is.</param>
internal sealed record RowMove(int RangeStart, int InsertBefore, int RangeLength, string? SnapshotId);

/// <summary>A page of a list as Spotify gave it, now or, when it is remembered, before.</summary>
internal sealed record Page<T>(
    IReadOnlyList<T> Items, int Total, int Offset, int Limit, int? NextOffset, string? SnapshotId, bool Remembered = false);
