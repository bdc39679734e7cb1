using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>Degraded, not unhealthy, while Spotify asked to wait: other families and remembered answers go on. Never calls Spotify.</summary>
internal sealed class LimitsCheck(SpotifyGate gate, QuotaStore quota, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var stops = quota.CoolDowns.Active;
        var detail = string.Join(' ', [.. stops.Select(Stop), Load(gate.Load), .. CallFamilies.All.Select(Day).OfType<string>()]);
        return Task.FromResult(stops.Count == 0 ? HealthCheckResult.Healthy(detail) : HealthCheckResult.Degraded(detail));
    }

    // search: quota_exhausted until 2026-11-25T03:40:12Z.
    private static string Stop(CoolDown stop) =>
        string.Create(CultureInfo.InvariantCulture, $"{stop.Family.Name()}: {stop.Kind.Name()} until {stop.Until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}.");

    // In flight: 2, waiting: 11, tokens: 8.
    private static string Load(GateLoad load) => string.Create(
        CultureInfo.InvariantCulture,
        $"In flight: {load.InFlight}, waiting: {load.Waiting}, tokens: {(load.Tokens is { } tokens ? Math.Floor(tokens) : "not counted")}.");

    // search: 131 calls in 24 h, quota ended at 130.
    private string? Day(CallFamily family)
    {
        var used = quota.Usage.Used(family, time.GetUtcNow());
        var ended = quota.Usage.LastStop(family) is { } stop ? $", quota ended at {stop.Used}" : "";
        return used == 0 && ended.Length == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{family.Name()}: {used} calls in 24 h{ended}.");
    }
}
