using System.ComponentModel;

namespace MusicSync.McpHost.Spotify;

/// <summary>The signed-in Spotify user.</summary>
internal sealed record UserProfile(
    [property: Description("User id; the ownerId of the user's own playlists.")] string Id,
    [property: Description("Immutable pseudonymous id, to be preferred for linking accounts.")] string? AccountId = null,
    string? DisplayName = null);
