using MusicSync.LocalStack;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>SIGKILL of the Temporal server, which starts again on its file.</summary>
public sealed class TemporalRestartTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    public static TheoryData<int> EachRound => Chaos.EachRound;

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(EachRound))]
    public async Task KilledWhileMatching_TheSyncEndsExactly(int round)
    {
        var moment = Chaos.Dice().Next(1, Chaos.Songs);
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowSearchesAsync();

        await scenario.StartAsync();
        await scenario.UntilCallsAsync(Endpoints.Search, moment);
        await KillAsync(scenario, $"round {round}: killed at search {moment}");

        await scenario.EndsExactlyAsync();
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(EachRound))]
    public async Task KilledWhileWriting_TheSyncEndsExactly(int round)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowWritesAsync();

        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        await scenario.UntilAsync(SyncState.Writing);
        await KillAsync(scenario, $"round {round}: killed in a write");

        await scenario.EndsExactlyAsync();
    }

    private static async Task KillAsync(Scenario scenario, string what)
    {
        await scenario.Stack.KillAsync(ServiceNames.Temporal);
        Chaos.Write(what);
        await scenario.Stack.WaitUntilReadyAsync(ServiceNames.Temporal, TestContext.Current.CancellationToken);
    }
}
