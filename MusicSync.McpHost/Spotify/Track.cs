using System.ComponentModel;

namespace MusicSync.McpHost.Spotify;

// Nullable members have defaults: the MCP SDK leaves nulls out of answers, and without a default its schema would
// still call them required (clients that validate then refuse a good answer).

/// <summary>A track of the catalogue.</summary>
internal sealed record Track(
    [property: Description("Track id, 22 letters and digits.")] string Id,
    [property: Description("spotify:track: URI; what add_to_playlist takes.")] string Uri,
    string Title,
    [property: Description("Names, main artist first.")] IReadOnlyList<string> Artists,
    [property: Description("Length in milliseconds; 0 when unknown.")] int DurationMs,
    bool Explicit,
    [property: Description("Name of the album.")] string? Album = null,
    [property: Description("International Standard Recording Code, 12 characters.")] string? Isrc = null,
    [property: Description("yyyy, yyyy-MM or yyyy-MM-dd, as precise as known.")] string? ReleaseDate = null,
    [property: Description("album, single or compilation.")] string? AlbumType = null,
    [property: Description("False when the track cannot be played in the user's country.")] bool? IsPlayable = null,
    [property: Description("Address of the album's smallest picture, at Spotify.")] string? CoverUrl = null);

/// <summary>The signed-in Spotify user.</summary>
internal sealed record UserProfile(
    [property: Description("User id; the ownerId of the user's own playlists.")] string Id,
    [property: Description("Immutable pseudonymous id, to be preferred for linking accounts.")] string? AccountId = null,
    string? DisplayName = null);
