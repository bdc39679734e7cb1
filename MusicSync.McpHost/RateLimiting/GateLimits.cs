using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>The limits in force: what was set, completed with the defaults for whoever is called. Pure.</summary>
internal sealed record GateLimits(
    TimeSpan LongestHold, double CallsPerSecond, int Burst, int BulkReserve, int Concurrency, int BulkConcurrency)
{
    private const string SpotifyDomain = ".spotify.com";
    private static readonly TimeSpan DefaultHold = TimeSpan.FromSeconds(2);

    public bool IsPaced => CallsPerSecond > 0;

    public static GateLimits Of(GateOptions options, SpotifyOptions spotify)
    {
        var api = spotify.ApiUrl;
        var isSpotify = api.IsAbsoluteUri && api.Host.EndsWith(SpotifyDomain, StringComparison.OrdinalIgnoreCase);
        var defaults = isSpotify
            ? (CallsPerSecond: 3.0, Concurrency: 2, BulkConcurrency: 1)
            : (CallsPerSecond: 0.0, Concurrency: 16, BulkConcurrency: 12);
        return new GateLimits(
            options.LongestHold ?? (spotify.WriteTimeout / 2 < DefaultHold ? spotify.WriteTimeout / 2 : DefaultHold),
            options.CallsPerSecond ?? defaults.CallsPerSecond,
            options.Burst ?? 20,
            options.BulkReserve ?? 8,
            options.Concurrency ?? defaults.Concurrency,
            options.BulkConcurrency ?? defaults.BulkConcurrency);
    }
}
