using MusicSync.EndToEnd.Tests.Durability;

namespace MusicSync.EndToEnd.Tests.Edits;

/// <summary>Worker and MCP host killed while a sync is undone: what it added is gone in the end, and nothing else.</summary>
public sealed class KilledWhileUndoingTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task KilledInMidRemoval_EndsExactly(string services, int round)
    {
        await using var scenario = await EditedScenario.EndedAsync(fixture);
        await scenario.Faults.SlowRemovalsAsync();
        var removal = Chaos.Dice().Next(1, 3);

        await scenario.Worker.UndoAsync(scenario.SyncId);
        await scenario.UntilCallsAsync(Endpoints.Remove, removal);
        await scenario.Stack.KillAsync(KilledServices.Of(services));
        Chaos.Write($"round {round}: killed {services} in removal {removal}");
        var undo = await scenario.Worker.UndoneAsync(scenario.SyncId);

        await scenario.HoldsExactlyAsync(scenario.Others);
        Assert.Equal((scenario.Songs.Count, 0), (undo.Removed, undo.LeftCount));
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task KilledAtAnyCall_EndsExactly(string services, int round)
    {
        await using var scenario = await EditedScenario.EndedAsync(fixture);
        var call = Chaos.Dice().Next(1, 7);

        await scenario.Worker.UndoAsync(scenario.SyncId);
        await scenario.UntilTotalAsync(call);
        await scenario.Stack.KillAsync(KilledServices.Of(services));
        Chaos.Write($"round {round}: killed {services} at call {call}");
        var undo = await scenario.Worker.UndoneAsync(scenario.SyncId);

        await scenario.HoldsExactlyAsync(scenario.Others);
        Assert.Equal((scenario.Songs.Count, 0), (undo.Removed, undo.LeftCount));
    }
}
