using System.Diagnostics.Metrics;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.RateLimiting;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost;

/// <summary>Shows what keeps calls from Spotify, whenever somebody reads the meter.</summary>
internal sealed class SpotifyGauges
{
    private readonly CoolDowns _coolDowns;
    private readonly TimeProvider _time;

    public SpotifyGauges(IMeterFactory meters, QuotaStore quota, SpotifyCircuit circuit, TimeProvider time)
    {
        (_coolDowns, _time) = (quota.CoolDowns, time);
        var meter = meters.Create(TelemetrySources.MusicSync);
        meter.CreateObservableGauge("musicsync.spotify.cooldown", RestOfCoolDowns, "s", "Time until calls are sent again.");
        meter.CreateObservableGauge(
            "musicsync.spotify.circuit.state", () => (int)circuit.State, "{state}", "0 closed, 1 half-open, 2 open.");
    }

    private IEnumerable<Measurement<double>> RestOfCoolDowns() => _coolDowns.Active.Select(stop => new Measurement<double>(
        Math.Max(0, (stop.Until - _time.GetUtcNow()).TotalSeconds),
        new KeyValuePair<string, object?>("family", stop.Family.Name()),
        new KeyValuePair<string, object?>("kind", stop.Kind.Name())));
}
