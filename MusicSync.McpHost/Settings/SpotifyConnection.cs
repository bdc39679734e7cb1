using System.Net;

namespace MusicSync.McpHost.Settings;

/// <summary>How Spotify is connected to: its Web API and its accounts service alike.</summary>
internal static class SpotifyConnection
{
    // Well below a write's total time-out, so that "never connected" is told from "outcome unknown".
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The address with the slash that relative addresses need.</summary>
    public static Uri AsDirectory(Uri address) => new(address.AbsoluteUri.TrimEnd('/') + "/");

    // A redirect would turn a POST into a GET, or carry a token elsewhere; Spotify sends none.
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
