using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Two workers: one is frozen or killed in the middle of a write, the other takes over.</summary>
public sealed class FrozenWorkerTests(TwoWorkersStack fixture) : IClassFixture<TwoWorkersStack>
{
    private const string Write = "playlist.write";

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(Chaos.EachRound), MemberType = typeof(Chaos))]
    [Failure(ActivityFailureTypes.McpFenced)]
    public async Task WorkerFrozenInAWrite_ComesBackAsAZombie_AndWritesNothing(int round)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        var frozen = await StartAndMeetAWriteAsync(scenario);

        scenario.Stack.Suspend(frozen);
        try
        {
            // The next attempt runs elsewhere, so the heartbeat timeout has passed.
            await scenario.UntilWriterDoesAsync("playlist.settle");
        }
        finally
        {
            scenario.Stack.Resume(frozen);
        }

        Chaos.Write($"round {round}: {frozen} was frozen");
        await scenario.EndsExactlyAsync();
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(Chaos.EachRound), MemberType = typeof(Chaos))]
    public async Task WorkerKilledInAWrite_TheOtherEndsTheSync(int round)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        var killed = await StartAndMeetAWriteAsync(scenario);

        await scenario.Stack.TakeDownAsync(killed);
        try
        {
            Chaos.Write($"round {round}: {killed} was killed");
            scenario.AskAnotherThan(killed);
            await scenario.EndsExactlyAsync();
        }
        finally
        {
            await scenario.Stack.BringUpAsync(killed, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> StartAndMeetAWriteAsync(Scenario scenario)
    {
        await scenario.Faults.SlowWritesAsync();
        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        return await scenario.Writer.HolderAsync(scenario.Stack, Write);
    }
}
