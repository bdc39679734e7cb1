using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>Somebody else edits the playlist while a sync writes into it; their rows stay as they set them.</summary>
public sealed class OtherEditorsTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task EditBetweenReadAndWrite_IsKept_AndTheSongsFollowIt()
    {
        var rows = Rows(4);
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(Chaos.Songs), rows[..2]);
        await scenario.Faults.SlowWritesAsync();

        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        string[] edited = [rows[2], rows[0], rows[3]];
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, edited);

        await scenario.EndsExactlyAsync([.. edited, .. scenario.Uris]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task EditBetweenTwoBatches_IsKept_AndTheRestFollowsIt()
    {
        var rows = Rows(3);
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(Chaos.Songs), rows[..1]);
        await scenario.Faults.SlowWritesAsync();

        await scenario.StartByUriAsync();
        await scenario.UntilRowsAsync(101);
        string[] edited = [rows[1], rows[0], .. scenario.Uris.Take(100), rows[2]];
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, edited);

        await scenario.EndsExactlyAsync([.. edited, .. scenario.Uris.Skip(100)]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task SomebodyElseAddsOneOfTheSongsMeanwhile_BothCopiesStay_AndTheRowSaysSo()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowWritesAsync();
        var theirs = scenario.Uris[5];

        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, 1);
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, [.. scenario.Others, theirs]);

        await scenario.EndsExactlyAsync([.. scenario.Others, theirs, .. scenario.Uris]);
        var row = (await scenario.Worker.RowsAsync(scenario.SyncId)).Single(row => row.TrackUri == theirs);
        Assert.Equal(RowResult.DoubledElsewhere, row.Result);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task EditBetweenTwoPagesOfARead_DoublesNothing()
    {
        // The row that an insertion at the front pushes from one page to the next is asked for too.
        var others = Rows(120);
        var wanted = fixture.Take(Chaos.Songs);
        await using var scenario = await Scenario.PrepareAsync(fixture, wanted, others);
        await scenario.Faults.OnReadsAsync("shift_pages", times: 2);

        object[] present = [.. fixture.Songs
            .Where(song => others.Skip(40).Take(20).Contains(song.Uri))
            .Select(song => new { song.Title, song.Artist, song.Uri })];
        await scenario.StartAsync([.. present, .. wanted.Select(song => new { song.Title, song.Artist, song.Uri })]);

        string[] inserted = [fixture.Inserted[1].Uri, fixture.Inserted[0].Uri];
        var status = await scenario.EndsExactlyAsync([.. inserted, .. others, .. scenario.Uris]);
        Assert.Equal(present.Length, status.Changes.AlreadyPresent);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task UnfollowedMeanwhile_IsWrittenToTheEnd()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.OnNextWriteAsync("unfollowed");

        await scenario.StartByUriAsync();

        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.NotFound, ActivityFailureTypes.SpotifyNotFound)]
    public async Task DeletedMeanwhile_ParksTheSync_WhichGoesOnWhenItIsBack()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowWritesAsync();

        await scenario.StartByUriAsync();
        await scenario.UntilRowsAsync(102);
        await scenario.Spotify.DeletePlaylistAsync(scenario.Playlist);
        var parked = await scenario.UntilAsync(SyncState.Waiting);
        await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, scenario.Others);
        await scenario.Worker.ResumeAsync(scenario.SyncId);

        Assert.Equal(("playlist_gone", null), (parked.Waiting!.Reason, parked.Waiting.Until));
        Assert.Contains($"/syncs/{scenario.SyncId}/resume", parked.Waiting.Message, StringComparison.Ordinal);
        await scenario.EndsExactlyAsync();
    }

    private string[] Rows(int count) => [.. fixture.Take(count).Select(song => song.Uri)];
}
