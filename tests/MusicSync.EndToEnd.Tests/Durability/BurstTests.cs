using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>
/// Many single songs for one playlist, which its writer serves together: whatever befalls the one step that serves them, each
/// sync is told exactly its own.
/// </summary>
public sealed class BurstTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private const int Syncs = 12;

    [Theory(Timeout = Chaos.Hung)]
    [MemberData(nameof(KilledServices.EachRound), MemberType = typeof(KilledServices))]
    public async Task KilledWhileTheyAreWritten_EachIsThereOnce(string services, int round)
    {
        var random = Chaos.Dice();
        await using var scenario = await PrepareAsync();
        var syncs = await BurstAsync(scenario, scenario.Songs.Select(ByUri));
        var delay = TimeSpan.FromMilliseconds(random.Next(0, 900));

        await scenario.UntilCallsAsync(Endpoints.Write, 2);
        await Task.Delay(delay, TestContext.Current.CancellationToken);
        await scenario.Stack.KillAsync(KilledServices.Of(services));
        Chaos.Write($"round {round}: killed {services} {delay.TotalMilliseconds:F0} ms after the write of all was sent");

        await EndExactlyAsync(scenario, syncs);
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData("error_after")]
    [InlineData("error_before")]
    [InlineData("drop_after")]
    [InlineData("drop_before")]
    public async Task AnswerLost_EachIsThereOnce(string fault)
    {
        await using var scenario = await PrepareAsync();
        var syncs = await BurstAsync(scenario, scenario.Songs.Select(ByUri), () => scenario.Faults.OnNextWriteAsync(fault));

        await EndExactlyAsync(scenario, syncs);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task SomebodyElseEditsMeanwhile_TheirRowsStay_AndEachIsThereOnce()
    {
        await using var scenario = await PrepareAsync();
        var theirs = fixture.Take(2).Select(song => song.Uri).ToList();
        var syncs = await BurstAsync(scenario, scenario.Songs.Select(ByUri));

        await scenario.UntilCallsAsync(Endpoints.Write, 2);
        string[] edited = [theirs[1], .. (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items, theirs[0]];
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, edited);

        var items = await EndExactlyAsync(scenario, syncs, edited.Except(scenario.Uris));
        Assert.Equal(edited, items.Take(edited.Length));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task OneDeadTrack_IsNotAdded_AndTheOthersAre()
    {
        await using var scenario = await PrepareAsync();
        const string Dead = "spotify:track:DeadDeadDeadDeadDead01";
        object dead = new { playlist = scenario.Playlist, title = "Qwxyzt Vbnmkl", artist = "Plmoknij", uri = Dead };
        var syncs = await BurstAsync(scenario, [.. scenario.Songs.Take(5).Select(ByUri), dead, .. scenario.Songs.Skip(5).Select(ByUri)]);

        var unfound = await scenario.Worker.CompleteAsync(syncs[6]);
        Assert.Equal((0, 0), (unfound.Outcomes.Accepted, unfound.Changes.Added));
        syncs.RemoveAt(6);
        await EndExactlyAsync(scenario, syncs);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task OneWithdrawn_IsThereOnlyIfItsReportSaysSo()
    {
        await using var scenario = await PrepareAsync();
        var syncs = await BurstAsync(scenario, scenario.Songs.Select(ByUri));

        await scenario.Worker.CancelAsync(syncs[4]);
        var cancelled = await scenario.Worker.WaitAsync(syncs[4], status => status.FinishedAt is not null);
        var row = Assert.Single(await scenario.Worker.RowsAsync(syncs[4]));

        Assert.Contains(cancelled.State, new[] { SyncState.Cancelled, SyncState.Completed });
        Assert.NotEqual(RowResult.InDoubt, row.Result);
        var left = scenario.Songs[3].Uri;
        syncs.RemoveAt(4);
        await EndAsync(scenario, syncs);
        string[] without = row.Result == RowResult.Added ? [] : [left];
        await HoldsOnceAsync(scenario, scenario.Uris.Except(without));
        await scenario.WasNotRepairedAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WithoutAnyFault_FewCallsServeThemAll()
    {
        await using var scenario = await PrepareAsync();
        var syncs = await BurstAsync(scenario, scenario.Songs.Select(ByUri));

        await EndExactlyAsync(scenario, syncs);
        Assert.InRange((await scenario.Spotify.CallsAsync()).Writes, 2, 1 + (Syncs / 2));
    }

    private Task<Scenario> PrepareAsync() =>
        Scenario.PrepareAsync(fixture, fixture.Take(Syncs), [.. fixture.Take(1).Select(song => song.Uri)]);

    private static object ByUri(MadeSong song) => new { song.Title, song.Artist, song.Uri };

    /// <summary>Starts one sync whose write takes a while, and as soon as it is in flight one for each of these songs.</summary>
    /// <returns>The ids, that of the first one first.</returns>
    private async Task<List<string>> BurstAsync(Scenario scenario, IEnumerable<object> songs, Func<Task>? before = null)
    {
        await scenario.Faults.SlowWritesAsync();
        _first = fixture.Take(1)[0];
        List<string> syncs = [await StartAsync(scenario, ByUri(_first))];
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        if (before is not null)
        {
            await before();
        }

        syncs.AddRange(await Task.WhenAll(songs.Select(song => StartAsync(scenario, song))));
        return syncs;
    }

    private MadeSong? _first;

    private static Task<string> StartAsync(Scenario scenario, object song) =>
        scenario.Worker.StartAsync(new { playlist = scenario.Playlist, songs = new[] { song } });

    private static async Task EndAsync(Scenario scenario, IEnumerable<string> syncs)
    {
        foreach (var sync in syncs)
        {
            var status = await scenario.Worker.CompleteAsync(sync);
            Assert.Equal((1, 0, 0), (status.Changes.Added, status.Changes.Pending, status.Changes.Removed));
        }
    }

    private async Task<IReadOnlyList<string>> EndExactlyAsync(Scenario scenario, IEnumerable<string> syncs, IEnumerable<string>? others = null)
    {
        await EndAsync(scenario, syncs);
        await scenario.WasNotRepairedAsync();
        return await HoldsOnceAsync(scenario, scenario.Uris, others);
    }

    /// <summary>The rows of others, the first song, and each of these once, in whatever order they came.</summary>
    private async Task<IReadOnlyList<string>> HoldsOnceAsync(Scenario scenario, IEnumerable<string> uris, IEnumerable<string>? others = null)
    {
        var items = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items;
        string[] expected = [.. (others ?? scenario.Others).Append(_first!.Uri).Distinct(), .. uris];
        Assert.Equal(expected.Order(StringComparer.Ordinal), items.Order(StringComparer.Ordinal));
        return items;
    }
}
