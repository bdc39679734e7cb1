using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol.Protocol;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests.Authorization;

public sealed class DeadGrantTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task RevokedGrant_StopsTheCallsOfAllAtOnce()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        (await bench.CallAsync("get_user_profile", new { })).Answer();
        bench.Fail(FaultKind.GrantRevoked);
        await CallAllAsync(bench);
        var (calls, refreshes) = (bench.Spotify.Calls.Total, bench.Spotify.Calls.TokenRequests);

        await CallAllAsync(bench);
        _time.Advance(TimeSpan.FromSeconds(59));
        await CallAllAsync(bench);

        Assert.Equal(2, refreshes);
        Assert.Equal((calls, refreshes), (bench.Spotify.Calls.Total, bench.Spotify.Calls.TokenRequests));
    }

    [Fact]
    public async Task RevokedGrant_IsAskedForOnceAMinuteAndHealsWithoutARestart()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        bench.Fail(FaultKind.GrantRevoked);
        await CallAllAsync(bench);
        _time.Advance(TimeSpan.FromMinutes(1));
        await CallAllAsync(bench);
        Assert.Equal((0, 2), (bench.Spotify.Calls.Total, bench.Spotify.Calls.TokenRequests));

        bench.Spotify.Faults.Clear();
        _time.Advance(TimeSpan.FromMinutes(1));

        (await bench.CallAsync("get_user_profile", new { })).Answer();
    }

    [Fact]
    public async Task Recheck_IsAsRareAsConfigured()
    {
        await using var bench = await TestBench.StartAsync(_time, new() { ["Spotify:SignInRecheck"] = "00:10:00" });
        bench.Fail(FaultKind.GrantRevoked);
        await CallAllAsync(bench);
        _time.Advance(TimeSpan.FromMinutes(9));

        await CallAllAsync(bench);

        Assert.Equal(1, bench.Spotify.Calls.TokenRequests);
    }

    [Fact]
    public async Task RevokedGrant_SaysWhenSpotifyIsAskedAgain()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        bench.Fail(FaultKind.GrantRevoked);

        var first = await bench.SearchAsync("one");
        _time.Advance(TimeSpan.FromSeconds(20));
        var second = await bench.SearchAsync("two");

        Assert.Equal((60, 40), (Wait(first), Wait(second)));

        static double Wait(CallToolResult result) => result.Error().GetProperty("retryAfterSeconds").GetDouble();
    }

    [Fact]
    public async Task Health_WithADeadGrant_IsDegradedAndSaysWhatToDo()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        bench.Fail(FaultKind.GrantRevoked);
        await CallAllAsync(bench);

        var (_, body) = await bench.Host.ProbeAsync("/health");

        Assert.Contains("/signin", body.GetProperty("checks").GetProperty("spotify-credentials").ToString(), StringComparison.Ordinal);
        Assert.Equal(1, bench.Spotify.Calls.TokenRequests);
    }

    private static async Task CallAllAsync(TestBench bench)
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(call => bench.SearchAsync($"query {call}")).Append(bench.CallAsync("list_playlists", new { })));

        Assert.All(results, result => Assert.Equal("unauthorized", result.Kind()));
    }
}
