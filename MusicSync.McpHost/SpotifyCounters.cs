using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using MusicSync.McpHost.RateLimiting;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost;

/// <summary>Counts what is sent to Spotify.</summary>
internal sealed class SpotifyCounters
{
    private readonly Counter<long> _calls;
    private readonly Counter<long> _refreshes;

    public SpotifyCounters(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetrySources.MusicSync);
        _calls = meter.CreateCounter<long>("musicsync.spotify.calls", "{call}", "Requests sent to Spotify's Web API.");
        _refreshes = meter.CreateCounter<long>("musicsync.spotify.refreshes", "{refresh}", "Access tokens asked for.");
    }

    /// <summary>A call was sent; <c>none</c> stands for an answer that never came.</summary>
    public void Sent(CallFamily family, HttpStatusCode? answer) => _calls.Add(
        1,
        new KeyValuePair<string, object?>("family", family.Name()),
        new KeyValuePair<string, object?>("status", ((int?)answer)?.ToString(CultureInfo.InvariantCulture) ?? "none"));

    /// <summary>A refresh ended: <c>ok</c>, or the kind of its failure.</summary>
    public void Refreshed(string outcome) => _refreshes.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
