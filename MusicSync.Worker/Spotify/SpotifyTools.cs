using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Spotify;

/// <summary>The tools of the Spotify MCP host that the worker uses; checked against <c>tools/list</c> at start-up.</summary>
internal static class SpotifyTools
{
    public static readonly McpTool<SearchTracksArguments, SearchTracksResult> SearchTracks =
        new(McpServers.Spotify, "search_tracks", McpToolPolicy.Read);

    public static readonly McpTool<GetTrackArguments, SpotifyTrack> GetTrack =
        new(McpServers.Spotify, "get_track", McpToolPolicy.Read);

    public static readonly McpTool<GetPlaylistArguments, SpotifyPlaylist> GetPlaylist =
        new(McpServers.Spotify, "get_playlist", McpToolPolicy.Read);

    public static readonly McpTool<GetPlaylistItemsArguments, PlaylistItemsPage> GetPlaylistItems =
        new(McpServers.Spotify, "get_playlist_items", McpToolPolicy.Read);

    public static readonly McpTool<ListPlaylistsArguments, PlaylistsPage> ListPlaylists =
        new(McpServers.Spotify, "list_playlists", McpToolPolicy.Read);

    public static readonly McpTool<CreatePlaylistArguments, SpotifyPlaylist> CreatePlaylist =
        new(McpServers.Spotify, "create_playlist", McpToolPolicy.Write);

    public static readonly McpTool<AddToPlaylistArguments, PlaylistWritten> AddToPlaylist =
        new(McpServers.Spotify, "add_to_playlist", McpToolPolicy.Write);

    public static readonly McpTool<RemoveFromPlaylistArguments, PlaylistWritten> RemoveFromPlaylist =
        new(McpServers.Spotify, "remove_from_playlist", McpToolPolicy.Write);

    public static readonly McpTool<GetUserProfileArguments, SpotifyUser> GetUserProfile =
        new(McpServers.Spotify, "get_user_profile", McpToolPolicy.Read);

    public static readonly IReadOnlyList<McpTool> All =
    [
        SearchTracks, GetTrack, GetPlaylist, GetPlaylistItems, ListPlaylists, CreatePlaylist, AddToPlaylist,
        RemoveFromPlaylist, GetUserProfile,
    ];
}
