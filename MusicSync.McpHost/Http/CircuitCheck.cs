using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MusicSync.McpHost.Http;

/// <summary>Degraded, not unhealthy, while Spotify is down: restarting or bypassing this host would not help. Never calls Spotify.</summary>
internal sealed class CircuitCheck(SpotifyCircuit circuit) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(circuit.State switch
        {
            SpotifyHealth.Closed => HealthCheckResult.Healthy("closed"),
            SpotifyHealth.HalfOpen => HealthCheckResult.Degraded("half-open: the next call shows whether Spotify answers again"),
            _ => HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture, $"open until {circuit.OpenUntil?.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: Spotify is not answering")),
        });
}
