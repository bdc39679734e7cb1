namespace MusicSync.McpHost.Http;

/// <summary>Permissions named to the user when Spotify says one is missing, without saying which.</summary>
internal static class SpotifyScopes
{
    public const string ReadPlaylists = "playlist-read-private playlist-read-collaborative";

    // Which of the two is needed depends on the playlist's visibility, which Spotify does not report reliably.
    public const string WritePlaylists = "playlist-modify-public playlist-modify-private";
}
