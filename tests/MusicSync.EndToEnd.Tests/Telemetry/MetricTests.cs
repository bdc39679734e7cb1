using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Telemetry;

/// <summary>What both services measure, as a collector gets it.</summary>
public sealed class MetricTests(TelemetryStack fixture) : IClassFixture<TelemetryStack>
{
    private const int Hung = 120_000;

    // Measured where a stateful server is registered; a sync uses none.
    private const string OfSessions = "| `musicsync.mcp.sessions.";

    [Fact(Timeout = Hung)]
    public async Task Sync_IsMeasuredByBothServices_ExactlyAsDocumented()
    {
        await SyncThroughARateLimitAsync(songs: 3);

        await Eventually.TrueAsync(() => Task.FromResult(Documented().IsSubsetOf(Measured())));
        Assert.Equal(Documented().Order(), Measured().Order());
        Assert.All(
            [
                ("musicsync.mcp.call.duration", "outcome=ok,server=spotify,tool=search_tracks"),
                ("musicsync.mcp.call.duration", "outcome=ok,server=spotify,tool=add_to_playlist"),
                ("musicsync.mcp.circuit.state", "server=spotify"),
                ("musicsync.spotify.calls", "family=search,status=200"),
                ("musicsync.spotify.calls", "family=search,status=429"),
                ("musicsync.spotify.calls", "family=playlist_write,status=201"),
                ("musicsync.spotify.cooldown", "family=search,kind=rate_limited"),
                ("musicsync.spotify.refreshes", "outcome=ok"),
            ],
            point => Assert.NotEmpty(Points(point.Item1, point.Item2)));
    }

    [Fact(Timeout = Hung)]
    public async Task DecidedRowsAndWrites_AreCountedOnce()
    {
        await Eventually.TrueAsync(() => Task.FromResult(Points("musicsync.mcp.circuit.state", "server=spotify").Any()));
        var before = (Newest("musicsync.sync.rows", "outcome=accepted"), Newest("musicsync.playlist.writes", "result=added"));
        using var worker = fixture.Worker();

        await worker.CompleteAsync(await worker.StartAsync(new { playlistName = "Counted", songs = fixture.Json(10, 4) }));

        await Eventually.TrueAsync(() => Task.FromResult(
            (Newest("musicsync.sync.rows", "outcome=accepted"), Newest("musicsync.playlist.writes", "result=added"))
            == (before.Item1 + 4, before.Item2 + 1)));
    }

    private async Task SyncThroughARateLimitAsync(int songs)
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        await spotify.FaultAsync(new { endpoint = "GET /v1/search", fault = "rate_limited", every = 1, times = 1, retryAfterSeconds = 2 });
        await worker.CompleteAsync(await worker.StartAsync(new { playlistName = "Measured", songs = fixture.Json(0, songs) }));
    }

    private HashSet<(string Service, string Metric, string Unit)> Measured() => [.. fixture.Collector.Points
        .Where(point => point.Metric.StartsWith("musicsync.", StringComparison.Ordinal))
        .Select(point => (point.Service, point.Metric, point.Unit))];

    // | `musicsync.mcp.call.duration` | worker | histogram | s | `server`, `tool`, `outcome` | … |
    private static HashSet<(string Service, string Metric, string Unit)> Documented()
    {
        var root = RepositoryRoot.FindFrom(AppContext.BaseDirectory)!;
        return [.. File.ReadLines(Path.Combine(root, "MusicSync.ServiceDefaults", "README.md"))
            .Where(line => line.StartsWith("| `musicsync.", StringComparison.Ordinal) && !line.StartsWith(OfSessions, StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[2], cells[1].Trim('`'), cells[4]))];
    }

    private IEnumerable<CollectedPoint> Points(string metric, string tags) =>
        fixture.Collector.Points.Where(point => (point.Metric, point.Tags) == (metric, tags));

    private long Newest(string metric, string tags) => Points(metric, tags).LastOrDefault()?.Value ?? 0;
}
