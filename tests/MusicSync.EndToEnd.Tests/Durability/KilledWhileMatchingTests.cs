using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>SIGKILL while songs are looked up: the same list, and hardly a search asked twice.</summary>
public sealed class KilledWhileMatchingTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private const int MaxRepeatsPerKill = 8;

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task Killed_TheSyncEndsExactly_AndSearchesAreNotRepeated(string services, int round)
    {
        var random = Chaos.Dice();
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowSearchesAsync();
        var killed = KilledServices.Of(services);
        var moment = random.Next(1, Chaos.Songs);

        await scenario.StartAsync();
        await scenario.UntilCallsAsync(Endpoints.Search, moment);
        await scenario.UntilAsync(SyncState.Matching);
        await scenario.Stack.KillAsync(killed);
        Chaos.Write($"round {round}: killed {services} at search {moment}");

        await scenario.EndsExactlyAsync();
        Assert.InRange(await scenario.RepeatedSearchesAsync(), 0, MaxRepeatsPerKill * killed.Count);
    }
}
