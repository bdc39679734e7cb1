using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.RateLimiting;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.Http;

/// <summary>Counts what is sent to Spotify, and shows what keeps calls from it whenever somebody reads the meter.</summary>
internal sealed class SpotifyMetrics
{
    private readonly Counter<long> _calls;
    private readonly CoolDowns _coolDowns;
    private readonly TimeProvider _time;

    public SpotifyMetrics(IMeterFactory meters, QuotaStore quota, SpotifyCircuit circuit, TimeProvider time)
    {
        (_coolDowns, _time) = (quota.CoolDowns, time);
        var meter = meters.Create(TelemetrySources.MusicSync);
        _calls = meter.CreateCounter<long>("musicsync.spotify.calls", "{call}", "Requests sent to Spotify's Web API.");
        meter.CreateObservableGauge("musicsync.spotify.cooldown", RestOfCoolDowns, "s", "Time until calls are sent again.");
        meter.CreateObservableGauge(
            "musicsync.spotify.circuit.state", () => (int)circuit.State, "{state}", "0 closed, 1 half-open, 2 open.");
    }

    /// <summary>A call was sent; <c>none</c> stands for an answer that never came.</summary>
    public void Sent(CallFamily family, HttpStatusCode? answer) => _calls.Add(
        1,
        new KeyValuePair<string, object?>("family", family.Name()),
        new KeyValuePair<string, object?>("status", ((int?)answer)?.ToString(CultureInfo.InvariantCulture) ?? "none"));

    private IEnumerable<Measurement<double>> RestOfCoolDowns() => _coolDowns.Active.Select(stop => new Measurement<double>(
        Math.Max(0, (stop.Until - _time.GetUtcNow()).TotalSeconds),
        new KeyValuePair<string, object?>("family", stop.Family.Name()),
        new KeyValuePair<string, object?>("kind", stop.Kind.Name())));
}
