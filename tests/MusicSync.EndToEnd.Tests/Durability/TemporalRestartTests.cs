using MusicSync.EndToEnd.Tests.Orders;
using MusicSync.LocalStack;
using MusicSync.Worker.Orders;
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

    [Fact(Timeout = Chaos.Hung)]
    public async Task KilledWithTheWorker_AnOrderIsStillThere_AndKnowsWhatItKnew()
    {
        const string Id = "survivor";
        await using var scenario = await Scenario.PrepareAsync(fixture);
        var source = fixture.NewPlaylistId();
        await scenario.Spotify.PutPlaylistAsync(source, [.. scenario.Uris.Take(3)]);
        using var orders = new OrderApi(fixture.Stack.WorkerUrl);
        await orders.CreateAsync(new { id = Id, source = new { playlist = source }, playlist = scenario.Playlist, every = "P1D" });
        var before = (await orders.UntilRunsAsync(Id, 1))[0];
        var next = (await orders.GetAsync(Id)).NextRun;

        await scenario.Stack.KillAsync(ServiceNames.Temporal);
        await scenario.Stack.KillAsync(ServiceNames.Worker);
        await scenario.Stack.WaitUntilReadyAsync(ServiceNames.Temporal, TestContext.Current.CancellationToken);
        await scenario.Stack.WaitUntilReadyAsync(ServiceNames.Worker, TestContext.Current.CancellationToken);

        Assert.Equal(next, (await orders.RunAsync(Id)).NextRun);
        var runs = await orders.UntilRunsAsync(Id, 2);
        Assert.Equal((RunOutcome.Unchanged, before), (runs[0].Outcome, runs[1]));

        // An id with slashes, in an address of the interface and of a page.
        var sync = Uri.EscapeDataString(before.SyncId!);
        Assert.Equal(3, (await scenario.Worker.RowsAsync(sync)).Count);
        Assert.Contains("All 3 songs are in.", await scenario.Worker.GetAsync($"/lists/{sync}"), StringComparison.Ordinal);
        Assert.Equal([.. scenario.Others, .. scenario.Uris.Take(3)], (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items);
    }

    private static async Task KillAsync(Scenario scenario, string what)
    {
        await scenario.Stack.KillAsync(ServiceNames.Temporal);
        Chaos.Write(what);
        await scenario.Stack.WaitUntilReadyAsync(ServiceNames.Temporal, TestContext.Current.CancellationToken);
    }
}
