using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Many syncs and one playlist.</summary>
public sealed class SharedPlaylistTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private const int Syncs = 20;
    private const int SongsASync = 10;

    // Each list shares half of its songs with the next one.
    private const int Step = SongsASync / 2;

    [Fact(Timeout = Chaos.Hung)]
    public async Task TwentySyncsAtOnce_AddEachSongOnce_AndLeaveOthersRowsAndDoublesAlone()
    {
        var songs = fixture.Take((Syncs * Step) + Step);
        var others = fixture.Take(2);
        string[] doubled = [others[0].Uri, others[1].Uri, others[0].Uri];
        await using var scenario = await Scenario.PrepareAsync(fixture, songs, doubled);

        var lists = Enumerable.Range(0, Syncs).Select(sync => songs.Skip(sync * Step).Take(SongsASync).ToList()).ToList();
        var ids = await Task.WhenAll(lists.Select(list => scenario.Worker.StartAsync(Request(scenario, list))));
        var ended = await Task.WhenAll(ids.Select(scenario.Worker.CompleteAsync));

        var items = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items;
        Assert.Equal(doubled, items.Take(3));
        Assert.Equal(scenario.Uris.Order(), items.Skip(3).Order());
        Assert.All(ended, status => Assert.Equal(0, status.Changes.Removed));
        Assert.Equal(songs.Count, ended.Sum(status => status.Changes.Added));
        await scenario.WasNotRepairedAsync();
        foreach (var id in ids)
        {
            var added = (await scenario.Worker.RowsAsync(id)).Where(row => row.Result == RowResult.Added).Select(row => row.TrackUri!);
            Assert.Equal(items.Where(added.Contains), added);
        }
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task EqualRows_AreKeptAsCopies_WhenAsked()
    {
        var songs = fixture.Take(60);
        var uris = songs.Select(song => song.Uri).ToList();
        await using var scenario = await Scenario.PrepareAsync(fixture, songs, [uris[0], uris[1]]);
        await scenario.Faults.OnNextWriteAsync("drop_after");

        // Each song twice; of the first two one copy is there already.
        MadeSong[] twice = [.. songs, .. songs];
        var id = await scenario.Worker.StartAsync(new
        {
            playlist = scenario.Playlist,
            duplicates = "keep",
            songs = twice.Select(song => new { song.Title, song.Artist, song.Uri }),
        });
        var status = await scenario.Worker.CompleteAsync(id);

        await scenario.HoldsExactlyAsync([uris[0], uris[1], .. uris.Skip(2), .. uris]);
        Assert.Equal((118, 2, 0), (status.Changes.Added, status.Changes.AlreadyPresent, status.Changes.Removed));
        Assert.DoesNotContain(await scenario.Worker.RowsAsync(id), row => row.Result == RowResult.DoubledElsewhere);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task OneDeadIdAmongAHundred_IsFound_AndTheOthersAreWritten()
    {
        var songs = fixture.Take(100);
        await using var scenario = await Scenario.PrepareAsync(fixture, songs, []);
        const string Dead = "spotify:track:DeadDeadDeadDeadDead00";

        await scenario.StartAsync(songs.Select((song, i) => i == 41
            ? new { Title = "Qwxyzt Vbnmkl", Artist = "Plmoknij", Uri = Dead }
            : new { song.Title, song.Artist, song.Uri }));

        var status = await scenario.EndsExactlyAsync([.. scenario.Uris.Take(41), .. scenario.Uris.Skip(42)]);
        Assert.Equal((99, 0), (status.Changes.Added, status.Changes.Pending));
        var row = (await scenario.Worker.RowsAsync(scenario.SyncId))[41];
        Assert.Equal((Dead, RowResult.None), (row.Input.Uri, row.Result));
        Assert.NotEqual(RowOutcome.Accepted, row.Outcome);
    }

    private static object Request(Scenario scenario, IReadOnlyList<MadeSong> songs) =>
        new { playlist = scenario.Playlist, songs = songs.Select(song => new { song.Title, song.Artist }) };
}
