namespace MusicSync.McpHost.Tools;

/// <summary>Descriptions that several tools share.</summary>
internal static class Descriptions
{
    public const string PlaylistId = "Playlist id (22 letters and digits), spotify:playlist: URI or open.spotify.com link.";
}
