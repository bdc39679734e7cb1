using System.ComponentModel;

namespace MusicSync.McpHost.Spotify;

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
