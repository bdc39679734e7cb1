using System.Net;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol.Protocol;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests.Http;

public sealed class SpotifyCircuitTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(FaultKind.ErrorBefore)]
    [InlineData(FaultKind.DropBefore)]
    public async Task Circuit_OpensOnFailuresAndClosesWithTheFirstGoodAnswer(FaultKind fault)
    {
        await using var bench = await StartAsync();
        bench.Fail(fault);
        await OpenAsync(bench);

        _time.Advance(TimeSpan.FromSeconds(4));
        var read = await bench.CallAsync("get_user_profile", new { });
        var write = await WriteAsync(bench);

        Assert.All([read, write], result => Assert.Equal(("upstream_unavailable", 6, false), (result.Kind(), result.RetryAfterSeconds(), result.OutcomeUnknown())));
        Assert.Equal(4, bench.Spotify.Calls.Total);

        bench.Spotify.Faults.Clear();
        _time.Advance(TimeSpan.FromSeconds(6));
        (await bench.CallAsync("get_user_profile", new { })).Answer();
        Assert.Equal(SpotifyHealth.Closed, bench.Host.Get<SpotifyCircuit>().State);
    }

    [Fact]
    public async Task OpenCircuit_LetsOneCallThroughAfterTheBreak()
    {
        await using var bench = await StartAsync();
        bench.Fail(FaultKind.ErrorBefore);
        await OpenAsync(bench);

        for (var probe = 1; probe <= 3; probe++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => WriteAsync(bench)));

            Assert.All(results, result => Assert.Equal("upstream_unavailable", result.Kind()));
            Assert.Equal(4 + probe, bench.Spotify.Calls.Total);
        }
    }

    [Fact]
    public async Task RefusalOfTheGate_DoesNotCloseAHalfOpenCircuit()
    {
        await using var bench = await StartAsync();
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.Quota) { Endpoint = "GET /v1/search" });
        await bench.SearchAsync("stopped for an hour");
        bench.Fail(FaultKind.ErrorBefore, "POST /v1/me/playlists");
        await OpenAsync(bench);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("quota_exhausted", (await bench.SearchAsync("still stopped")).Kind());

        Assert.Equal(SpotifyHealth.HalfOpen, bench.Host.Get<SpotifyCircuit>().State);
    }

    [Theory]
    [InlineData(FaultKind.RateLimited)]
    [InlineData(FaultKind.Quota)]
    [InlineData(FaultKind.InsufficientScope)]
    [InlineData(FaultKind.AccountBlocked)]
    [InlineData(FaultKind.Unauthorized)]
    public async Task Refusals_NeverOpenTheCircuit(FaultKind fault)
    {
        await using var bench = await StartAsync();
        bench.Spotify.Faults.Add(new FaultRule(fault) { RetryAfter = TimeSpan.FromSeconds(1) });

        for (var call = 0; call < 20; call++)
        {
            Assert.True((await WriteAsync(bench)).IsError);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(bench.Spotify.Calls.Total >= 20);
        Assert.Equal(SpotifyHealth.Closed, bench.Host.Get<SpotifyCircuit>().State);
    }

    [Fact]
    public async Task Health_WhileSpotifyIsDown_IsDegradedAndSaysUntilWhen()
    {
        await using var bench = await StartAsync();
        bench.Fail(FaultKind.ErrorBefore);
        await OpenAsync(bench);

        var (status, body) = await bench.Host.ProbeAsync("/health");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", body.GetProperty("status").GetString());
        Assert.StartsWith(
            "open until 20", body.GetProperty("checks").GetProperty("spotify-circuit").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, bench.Spotify.Calls.Total);
    }

    [Fact]
    public void Options_OutOfRange_AreNamedWithTheirValues()
    {
        var result = new SpotifyCircuitOptionsValidator().Validate(
            null, new SpotifyCircuitOptions { FailureRatio = 0, BreakDuration = TimeSpan.FromHours(1) });

        Assert.Equal(
            [
                "SpotifyCircuit:FailureRatio (0) must be above 0 and at most 1; set SpotifyCircuit__FailureRatio.",
                "SpotifyCircuit:BreakDuration (01:00:00) must be between 00:00:00.5000000 and 00:10:00; set SpotifyCircuit__BreakDuration.",
            ],
            result.Failures!);
    }

    private Task<TestBench> StartAsync() => TestBench.StartAsync(_time, new() { ["SpotifyCircuit:MinimumCalls"] = "4" });

    // A write, since it is tried only once.
    private static Task<CallToolResult> WriteAsync(TestBench bench) => bench.CallAsync("create_playlist", new { name = "New" });

    private static async Task OpenAsync(TestBench bench)
    {
        while (bench.Host.Get<SpotifyCircuit>().State is not SpotifyHealth.Open)
        {
            Assert.True((await WriteAsync(bench)).OutcomeUnknown());
        }
    }
}
