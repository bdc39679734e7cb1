using System.Diagnostics;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class LatencyTests
{
    // Timers may fire a little early.
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(290);

    [Theory]
    [InlineData(300, 0)]
    [InlineData(0, 300)]
    [InlineData(150, 150)]
    public async Task Latency_OfTheStartOptionAndOfTheFault_AddUp(int startOption, int fault)
    {
        await using var simulator = await Simulator.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(startOption) });
        simulator.Server.Faults.Add(
            new FaultRule(FaultKind.Latency) { Duration = TimeSpan.FromMilliseconds(fault) });

        var clock = Stopwatch.StartNew();
        await simulator.GetAsync("/v1/me");

        Assert.True(clock.Elapsed >= AtLeast, $"Answered after {clock.Elapsed}.");
    }
}
