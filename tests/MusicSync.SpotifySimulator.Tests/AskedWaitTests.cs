using Microsoft.Extensions.Time.Testing;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.Tests;

/// <summary>Which calls came although they had been asked to wait.</summary>
public sealed class AskedWaitTests
{
    private const string Search = "/v1/search?type=track&q=x";

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task CallsBeforeTheWaitIsOver_AreCounted_AndThoseAfterItAreNot()
    {
        await using var simulator = await LimitedAsync(seconds: 5);

        await simulator.GetAsync(Search);
        await simulator.GetAsync(Search);
        _time.Advance(TimeSpan.FromSeconds(4));
        await simulator.GetAsync(Search);
        _time.Advance(TimeSpan.FromSeconds(1));
        await simulator.GetAsync(Search);

        Assert.Equal(2, (int)(await simulator.GetAsync("/_simulator/calls")).Json["duringCooldown"]!);
    }

    [Fact]
    public async Task CallsToAnotherEndpoint_AreNotCounted()
    {
        await using var simulator = await LimitedAsync(seconds: 5);

        await simulator.GetAsync(Search);
        await simulator.GetAsync("/v1/me");

        Assert.Equal(0, simulator.Server.Calls.DuringCooldown);
    }

    [Fact]
    public async Task AnswerWithoutSeconds_AsksForNoWait()
    {
        await using var simulator = await SimulatorAsync();
        await simulator.PostAsync("/_simulator/faults", new { fault = "rate_limited", times = 1, retryAfter = "soon" });

        var refused = await simulator.GetAsync(Search);
        await simulator.GetAsync(Search);

        Assert.Equal("soon", refused.RetryAfter);
        Assert.Equal(0, simulator.Server.Calls.DuringCooldown);
    }

    private Task<Simulator> SimulatorAsync() => Simulator.StartAsync(new SimulatorOptions { Time = _time });

    private async Task<Simulator> LimitedAsync(int seconds)
    {
        var simulator = await SimulatorAsync();
        simulator.Server.Faults.Add(
            new FaultRule(FaultKind.RateLimited) { Times = 1, RetryAfter = TimeSpan.FromSeconds(seconds) });
        return simulator;
    }
}
