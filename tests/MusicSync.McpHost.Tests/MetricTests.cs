using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests;

public sealed class MetricTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Metrics_TellCallsStopsRefreshesAndTheCircuit()
    {
        await using var bench = await TestBench.StartAsync(_time, new() { ["SpotifyCircuit:MinimumCalls"] = "2" });
        using var measurements = new Measurements(bench.Host);
        var playlist = bench.Spotify.Playlists.Add("Mine");
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.Quota) { Endpoint = "GET /v1/search" });
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.DropBefore) { Endpoint = "POST /v1/me/playlists" });

        await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) });
        await bench.SearchAsync("one");
        await bench.SearchAsync("not sent");
        await bench.CallAsync("create_playlist", new { name = "One" });
        await bench.CallAsync("create_playlist", new { name = "Two" });

        Assert.Equal(
            new Dictionary<string, double>
            {
                ["musicsync.spotify.calls{family=playlist_write,status=201}"] = 1,
                ["musicsync.spotify.calls{family=search,status=429}"] = 1,
                ["musicsync.spotify.calls{family=playlist_write,status=none}"] = 2,
                ["musicsync.spotify.refreshes{outcome=ok}"] = 1,
                ["musicsync.spotify.cooldown{family=search,kind=quota_exhausted}"] = 3_600,
                ["musicsync.spotify.circuit.state{}"] = 2,
            },
            measurements.Read());
    }

    [Fact]
    public async Task Refreshes_TellWhyTheyFailed()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        using var measurements = new Measurements(bench.Host);
        bench.Fail(FaultKind.GrantRevoked);

        await bench.SearchAsync("one");

        Assert.Equal(1, measurements.Read()["musicsync.spotify.refreshes{outcome=unauthorized}"]);
    }
}
