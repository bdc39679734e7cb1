using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>SIGKILL with a write in flight: whether it happened is found out, and nothing is written twice.</summary>
public sealed class KilledWhileWritingTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task Killed_TheSyncEndsExactly(string services, int round)
    {
        var random = Chaos.Dice();
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowWritesAsync();
        var write = random.Next(1, (Chaos.Songs + 99) / 100);

        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, write);
        await scenario.UntilAsync(SyncState.Writing);
        await scenario.Stack.KillAsync(KilledServices.Of(services));
        Chaos.Write($"round {round}: killed {services} in write {write}");

        await scenario.EndsExactlyAsync();
    }
}
