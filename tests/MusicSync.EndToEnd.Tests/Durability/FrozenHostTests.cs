using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>The host is frozen before or in the middle of a write; what it still has in hand must not be written late.</summary>
public sealed class FrozenHostTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    public static TheoryData<string, int> EachMoment => Chaos.EachRoundOf(Endpoints.Read, Endpoints.Write);

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(EachMoment))]
    public async Task HostFrozen_ThenThawed_TheSyncEndsExactly(string call, int round)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowWritesAsync();

        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(call, 1);
        scenario.Stack.Suspend(ServiceNames.McpHost);
        try
        {
            await Eventually.TrueAsync(() => IsNoticedAsync(scenario));
        }
        finally
        {
            scenario.Stack.Resume(ServiceNames.McpHost);
        }

        Chaos.Write($"round {round}: frozen at {call}");
        await scenario.EndsExactlyAsync();
    }

    /// <summary>The write is in doubt, or the read before it was given up and asked again.</summary>
    private static async Task<bool> IsNoticedAsync(Scenario scenario) =>
        (await scenario.Worker.StatusAsync(scenario.SyncId)).State == SyncState.Verifying
        || await scenario.Writer.PendingAsync("playlist.compare") is { Attempt: > 1 };
}
