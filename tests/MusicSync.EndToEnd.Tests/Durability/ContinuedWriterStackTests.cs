using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Everything that a writer knows comes along when it goes on in a new run, whatever happens meanwhile.</summary>
public sealed class ContinuedWriterStackTests(ContinuedWriterStack fixture) : IClassFixture<ContinuedWriterStack>
{
    private const int Kills = 3;

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(Chaos.EachRound), MemberType = typeof(Chaos))]
    public async Task ManyTicketsAWithdrawalAndKills_OverManyRuns_EndExactly(int round)
    {
        var dice = Chaos.Dice();
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(450), []);
        var (withdrawn, one) = (fixture.Take(50), fixture.Take(1)[0]);
        await scenario.Faults.SlowWritesAsync();

        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        var second = await scenario.Worker.StartAsync(Request(scenario, withdrawn));
        var single = await scenario.Worker.StartAsync(new { playlist = scenario.Playlist, one.Title, one.Artist, one.Uri });
        await scenario.Worker.WaitAsync(second, status => status.State == SyncState.Writing);
        await scenario.Worker.CancelAsync(second);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await scenario.UntilRowsAsync(dice.Next(1, kill * 450 / Kills));
            var services = KilledServices.Any(dice);
            Chaos.Write($"round {round}: killed {string.Join(" and ", services)}");
            await scenario.Stack.KillAsync(services);
        }

        var ended = await scenario.Worker.WaitAsync(second, status => status.FinishedAt is not null);
        await scenario.Worker.CompleteAsync(single);
        await scenario.Worker.CompleteAsync(scenario.SyncId);

        var items = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items;
        Assert.Equal(scenario.Uris, items.Where(scenario.Uris.Contains));
        Assert.Equal(scenario.Uris.Count + 1, items.Count);
        Assert.Contains(one.Uri, items);
        Assert.Equal((SyncState.Cancelled, 0), (ended.State, ended.Changes.Added));
        Assert.True(await scenario.Writer.RunsAsync() > Kills);
        await scenario.WasNotRepairedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.PlaylistBusy)]
    public async Task NoRoomAtTheWriter_IsWaitedFor_AndTheStatusSaysSo()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(ContinuedWriterStack.MaxCarriedTracks - 50), []);
        var more = fixture.Take(60);
        await scenario.FaultAsync("error_before", Endpoints.Read);
        await scenario.StartByUriAsync();
        await scenario.UntilWaitingForAsync("upstream");

        var second = await scenario.Worker.StartAsync(Request(scenario, more));
        var waiting = await scenario.Worker.WaitAsync(second, status => status.Waiting?.Reason == "playlist_busy");
        await scenario.Spotify.ClearFaultsAsync();
        await scenario.Worker.CompleteAsync(scenario.SyncId);
        await scenario.Worker.CompleteAsync(second);

        Assert.Contains("600", waiting.Waiting!.Message, StringComparison.Ordinal);
        await scenario.HoldsExactlyAsync([.. scenario.Uris, .. more.Select(song => song.Uri)]);
    }

    private static object Request(Scenario scenario, IReadOnlyList<MadeSong> songs) => new
    {
        playlist = scenario.Playlist,
        songs = songs.Select(song => new { song.Title, song.Artist, song.Uri }),
    };
}
