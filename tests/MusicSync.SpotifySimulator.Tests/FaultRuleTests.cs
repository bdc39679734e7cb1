using System.Net;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class FaultRuleTests
{
    [Theory]
    [InlineData(1, null, "xxxxxxx")]
    [InlineData(3, null, "..x..x.")]
    [InlineData(1, 2, "xx.....")]
    [InlineData(2, 2, ".x.x...")]
    public async Task Rule_FiresAtEveryNthCallSoManyTimes(int every, int? times, string expected)
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.RateLimited) { Every = every, Times = times });

        var fired = "";
        for (var i = 0; i < expected.Length; i++)
        {
            fired += (await simulator.GetAsync("/v1/me")).Status == HttpStatusCode.TooManyRequests ? 'x' : '.';
        }

        Assert.Equal(expected, fired);
        Assert.Equal(expected.Count(letter => letter == 'x'), simulator.Server.Calls.Rejected);
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("GET /v1/playlists/{id}/items", true)]
    [InlineData("get /v1/playlists/{playlist_id}/items", true)]
    [InlineData("* /v1/playlists/{id}/items", true)]
    [InlineData("GET /v1/playlists/p/items", true)]
    [InlineData("POST /v1/playlists/{id}/items", false)]
    [InlineData("GET /v1/playlists/{id}", false)]
    [InlineData("GET /v1/playlists/q/items", false)]
    public async Task Rule_MeetsOnlyTheCallsOfItsEndpoint(string endpoint, bool meets)
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Playlists.Set("p", [], null, null);
        simulator.Server.Faults.Add(new FaultRule(FaultKind.InsufficientScope) { Endpoint = endpoint });

        var answer = await simulator.GetAsync("/v1/playlists/p/items?limit=1");

        Assert.Equal(meets ? HttpStatusCode.Forbidden : HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Rules_MayMeetInOneCall_AndTheOldestOutcomeCounts()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.Latency) { Duration = TimeSpan.Zero });
        simulator.Server.Faults.Add(new FaultRule(FaultKind.ErrorBefore) { Every = 2 });
        simulator.Server.Faults.Add(new FaultRule(FaultKind.Quota));

        var first = await simulator.GetAsync("/v1/me");
        var second = await simulator.GetAsync("/v1/me");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway), (first.Status, second.Status));
    }

    [Fact]
    public async Task Rule_NeverMeetsTheAccountsServiceOrTheControlSurface()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.DropBefore));

        var token = await simulator.TokenAsync(
            ("grant_type", "refresh_token"), ("refresh_token", "simulator-refresh-token"), ("client_id", "simulator-client"));
        var calls = await simulator.GetAsync("/_simulator/calls");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (token.Status, calls.Status));
    }

    [Fact]
    public async Task Rule_IsNotUsedUpByACallWithoutAGoodToken()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.Quota) { Times = 1 });
        var token = simulator.Server.IssueAccessToken();

        simulator.SignIn("unknown");
        await simulator.GetAsync("/v1/me");
        simulator.SignIn(token);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await simulator.GetAsync("/v1/me")).Status);
    }

    [Fact]
    public async Task Rules_UnderParallelCalls_FireExactlyAsOftenAsTheySay()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.RateLimited) { Every = 3, Times = 10 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => simulator.GetAsync("/v1/me")));

        Assert.Equal(10, answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));
        Assert.Equal((60, 10), (simulator.Server.Calls.Total, simulator.Server.Calls.Rejected));
    }
}
