using System.Diagnostics.Metrics;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost;

/// <summary>The host's own measurements, beside those of the MCP SDK and the HTTP client.</summary>
internal static class HostTelemetry
{
    private static readonly Meter Meter = new(TelemetrySources.MusicSync);

    /// <summary>Searches, told apart by whether the answer was remembered (<c>musicsync.remembered</c>).</summary>
    public static Counter<long> Searches { get; } = Meter.CreateCounter<long>("musicsync.searches", "{search}");
}
