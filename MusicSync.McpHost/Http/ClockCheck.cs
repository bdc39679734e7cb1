using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.Http;

/// <summary>
/// Degraded while this host's clock is off: a caller's <c>notAfter</c> is a moment on the caller's clock. Spotify's own clock,
/// which comes with every answer, stands for the right time. Never calls Spotify.
/// </summary>
internal sealed class ClockCheck : IHealthCheck
{
    // The machine's own clock: what Spotify's answers are compared with is never a test's.
    public ClockOffset Offset { get; } = new("Spotify", TimeProvider.System);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Offset.Finding is { } finding ? HealthCheckResult.Degraded(finding) : HealthCheckResult.Healthy());
}
