namespace MusicSync.Worker.Playlists.Reading;

/// <summary>Limits of Spotify's playlist calls, November 2026 (developer.spotify.com/documentation/web-api).</summary>
internal static class PlaylistLimits
{
    /// <summary>Rows in one page of <c>GET /playlists/{id}/items</c>.</summary>
    public const int ItemsPage = 50;

    /// <summary>URIs in one <c>POST /playlists/{id}/items</c>.</summary>
    public const int UrisPerWrite = 100;

    /// <summary>Playlists in one page of <c>GET /me/playlists</c>.</summary>
    public const int PlaylistsPage = 50;
}
