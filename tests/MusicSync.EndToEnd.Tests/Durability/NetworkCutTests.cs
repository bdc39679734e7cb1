using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>The network between a worker and Temporal, or a worker and the host, is cut and heals.</summary>
public sealed class NetworkCutTests(WiredStack fixture) : IClassFixture<WiredStack>
{
    private const string Silent = "silent";
    private const string Refused = "refused";

    public static TheoryData<string, int> EachCut => Chaos.EachRoundOf(Silent, Refused);

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(EachCut))]
    public async Task WriterCutOffFromTemporal_TheOtherWorkerGoesOn_AndNothingIsWrittenTwice(string cut, int round)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        var holder = await StartAndMeetAWriteAsync(scenario);

        await CutWhileAsync(
            fixture.Wire(holder, ServiceNames.Temporal), cut, () => scenario.UntilWriterDoesAsync("playlist.settle"));

        Chaos.Write($"round {round}: {holder} was cut off from Temporal");
        await scenario.EndsExactlyAsync();
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(EachCut))]
    public async Task WriterCutOffFromTheHost_TheSyncEndsExactly(string cut, int round)
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        var holder = await StartAndMeetAWriteAsync(scenario);

        await CutWhileAsync(
            fixture.Wire(holder, ServiceNames.McpHost), cut, () => scenario.UntilAsync(SyncState.Verifying));

        Chaos.Write($"round {round}: {holder} was cut off from the host");
        await scenario.EndsExactlyAsync();
    }

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(Chaos.EachRound), MemberType = typeof(Chaos))]
    public async Task WorkersCutOffFromTheHostWhileMatching_TheSyncEndsExactly(int round)
    {
        var moment = Chaos.Dice().Next(1, Chaos.Songs / 2);
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowSearchesAsync();
        await scenario.StartAsync();
        await scenario.UntilCallsAsync(Endpoints.Search, moment);

        await CutWhileAsync(fixture.Wire(ServiceNames.Worker, ServiceNames.McpHost), Refused, () => CutWhileAsync(
            fixture.Wire(ServiceNames.WorkerOf(2), ServiceNames.McpHost), Refused, () => Eventually.TrueAsync(async () =>
                await scenario.Sync.PendingAsync("songs.match") is { Attempt: > 1 })));

        Chaos.Write($"round {round}: cut off at search {moment}");
        await scenario.EndsExactlyAsync();
    }

    private static async Task CutWhileAsync(TcpProxy wire, string cut, Func<Task> meanwhile)
    {
        if (cut == Silent)
        {
            wire.Silence();
        }
        else
        {
            wire.Refuse();
        }

        try
        {
            await meanwhile();
        }
        finally
        {
            wire.Heal();
        }
    }

    private static async Task<string> StartAndMeetAWriteAsync(Scenario scenario)
    {
        await scenario.Faults.SlowWritesAsync();
        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        return await scenario.Writer.HolderAsync(scenario.Stack, "playlist.write");
    }
}
