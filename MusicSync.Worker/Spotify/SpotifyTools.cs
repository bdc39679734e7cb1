using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Spotify;

/// <summary>The tools of the Spotify MCP host that the worker uses; checked against <c>tools/list</c> at start-up.</summary>
internal static class SpotifyTools
{
    /// <summary>Name of the MCP host that speaks to Spotify.</summary>
    public const string Server = "spotify";

    // A read is generous, since repeating it is harmless. A write is short, so that a lost one is known to be lost soon: the
    // host gives it at most 6 s at Spotify; one second more lets its answer arrive.
    private static readonly McpToolPolicy Read = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), Writes: false);
    private static readonly McpToolPolicy Write = new(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7), Writes: true);

    public static readonly McpTool<SearchTracksArguments, SearchTracksResult> SearchTracks =
        new(Server, "search_tracks", Read);

    public static readonly McpTool<GetTrackArguments, SpotifyTrack> GetTrack =
        new(Server, "get_track", Read);

    public static readonly McpTool<GetAlbumArguments, SpotifyAlbum> GetAlbum =
        new(Server, "get_album", Read);

    public static readonly McpTool<GetPlaylistArguments, SpotifyPlaylist> GetPlaylist =
        new(Server, "get_playlist", Read);

    public static readonly McpTool<GetPlaylistItemsArguments, PlaylistItemsPage> GetPlaylistItems =
        new(Server, "get_playlist_items", Read);

    public static readonly McpTool<ListPlaylistsArguments, PlaylistsPage> ListPlaylists =
        new(Server, "list_playlists", Read);

    public static readonly McpTool<CreatePlaylistArguments, SpotifyPlaylist> CreatePlaylist =
        new(Server, "create_playlist", Write);

    public static readonly McpTool<AddToPlaylistArguments, PlaylistWritten> AddToPlaylist =
        new(Server, "add_to_playlist", Write);

    public static readonly McpTool<RemoveFromPlaylistArguments, PlaylistWritten> RemoveFromPlaylist =
        new(Server, "remove_from_playlist", Write);

    public static readonly McpTool<ReorderPlaylistItemsArguments, PlaylistWritten> ReorderPlaylistItems =
        new(Server, "reorder_playlist_items", Write);

    public static readonly McpTool<GetUserProfileArguments, SpotifyUser> GetUserProfile =
        new(Server, "get_user_profile", Read);

    public static readonly IReadOnlyList<McpTool> All =
    [
        SearchTracks, GetTrack, GetAlbum, GetPlaylist, GetPlaylistItems, ListPlaylists, CreatePlaylist, AddToPlaylist,
        RemoveFromPlaylist, ReorderPlaylistItems, GetUserProfile,
    ];
}
