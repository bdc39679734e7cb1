using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>SIGKILL while the playlist is read back, and while a lost write is looked for.</summary>
public sealed class KilledWhileVerifyingTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task KilledWhileReadingBack_TheSyncEndsExactly(string services, int round)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowReadsAsync();

        await scenario.StartByUriAsync();
        await scenario.UntilAsync(SyncState.Verifying);
        await scenario.Stack.KillAsync(KilledServices.Of(services));
        Chaos.Write($"round {round}: killed {services} while reading back");

        await scenario.EndsExactlyAsync();
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task KilledWhileAWriteIsInDoubt_TheSyncEndsExactly(string services, int round)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.LaggingReadsAsync(ItemFaults.MaxLag);
        await scenario.Faults.OnNextWriteAsync("drop_after");

        await scenario.StartByUriAsync();
        await scenario.UntilAsync(SyncState.Verifying);
        await scenario.Stack.KillAsync(KilledServices.Of(services));
        Chaos.Write($"round {round}: killed {services} with a write in doubt");

        await scenario.EndsExactlyAsync();
    }
}
