using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost;

/// <summary>The host's own spans and measurements, beside those of the MCP SDK and the HTTP client.</summary>
internal static class HostTelemetry
{
    private static readonly Meter Meter = new(TelemetrySources.MusicSync);

    public static ActivitySource Source { get; } = new(TelemetrySources.MusicSync);

    /// <summary>Searches, told apart by whether the answer was remembered (<c>musicsync.remembered</c>).</summary>
    public static Counter<long> Searches { get; } = Meter.CreateCounter<long>("musicsync.searches", "{search}");

    public static IServiceCollection AddHostMetrics(this IServiceCollection services)
    {
        services.AddMetrics().TryAddSingleton<SpotifyCounters>();
        return services;
    }
}
