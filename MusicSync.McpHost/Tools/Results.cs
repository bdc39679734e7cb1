using System.ComponentModel;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Tools;

/// <summary>Answer of <c>search_tracks</c>.</summary>
internal sealed record SearchTracksResult(
    [property: Description("In Spotify's order, which carries no score; empty when nothing was found.")]
    IReadOnlyList<Track> Tracks);

/// <summary>Answer of <c>get_playlist_items</c>.</summary>
internal sealed record PlaylistItemsResult(
    IReadOnlyList<PlaylistItem> Items,
    [property: Description("Number of rows of the whole playlist.")] int Total,
    [property: Description("Position of the first row of this page.")] int Offset,
    [property: Description("Most rows a page can have.")] int Limit,
    [property: Description("offset of the next page; absent on the last one.")] int? NextOffset = null,
    [property: Description("Version of the playlist, if Spotify sends one with its rows; not proof of a write.")]
    string? SnapshotId = null);

/// <summary>Answer of <c>list_playlists</c>.</summary>
internal sealed record ListPlaylistsResult(
    [property: Description("Owned and followed playlists; only editable ones can be read and changed.")]
    IReadOnlyList<Playlist> Playlists,
    [property: Description("Number of playlists of the user.")] int Total,
    [property: Description("offset of the next page; absent on the last one.")] int? NextOffset = null);

/// <summary>Answer of <c>add_to_playlist</c>.</summary>
internal sealed record AddToPlaylistResult(
    [property: Description("Number of rows added.")] int Added,
    [property: Description("Version of the playlist after the change.")] string? SnapshotId = null);

/// <summary>Answer of <c>remove_from_playlist</c>.</summary>
internal sealed record RemoveFromPlaylistResult(
    [property: Description("Number of different URIs that are no longer in the playlist.")] int Removed,
    [property: Description("Version of the playlist after the change.")] string? SnapshotId = null);
