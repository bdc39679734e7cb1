using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Tests.RateLimiting;

/// <summary>The limits for Spotify itself, and for anything else.</summary>
internal static class Limits
{
    public static GateLimits Spotify { get; } = GateLimits.Of(new GateOptions(), new SpotifyOptions());

    public static GateLimits Other { get; } = GateLimits.Of(new GateOptions(), new SpotifyOptions { ApiUrl = new Uri("http://127.0.0.1:5090/v1") });
}
