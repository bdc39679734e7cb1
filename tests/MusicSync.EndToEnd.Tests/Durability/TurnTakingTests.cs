using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Durability;

/// <summary>A long import lets others in between its batches, and stops there when it is told to.</summary>
public sealed class TurnTakingTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    private const int BatchSize = 100;

    [Fact(Timeout = Chaos.Hung)]
    public async Task OneSongDuringALongWrite_GoesInAfterTheBatchInFlight()
    {
        var bulk = fixture.Take(2_000);
        var song = fixture.Take(1)[0];
        await using var scenario = await Scenario.PrepareAsync(fixture, bulk, []);
        await scenario.StartByUriAsync();
        await scenario.UntilRowsAsync(200);

        var one = await scenario.Worker.StartAsync(new { playlist = scenario.Playlist, song.Title, song.Artist });
        IReadOnlyList<string> items = [];
        await Eventually.TrueAsync(async () =>
            (items = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items).Contains(song.Uri));

        Assert.True(items.Count < bulk.Count, "The long write was over.");
        var position = items.ToList().IndexOf(song.Uri);
        var earlier = (await scenario.Writer.ActivitiesBeforeLastSignalAsync(TicketSignals.Submit)).Count(type => type == "playlist.write");
        Chaos.Write($"in at {position}, submitted beside batch {earlier}");
        // A batch that the writer had already decided on when the song came goes first.
        Assert.InRange(position, 1, BatchSize * (earlier + 1));
        await scenario.Worker.CompleteAsync(one);
        await scenario.EndsExactlyAsync([.. scenario.Uris.Take(position), song.Uri, .. scenario.Uris.Skip(position)]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task Withdrawn_StopsAfterTheBatchInFlight_AndReportsWhatWasWritten()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(450), []);
        await scenario.Faults.SlowWritesAsync();

        await scenario.StartByUriAsync();
        await scenario.UntilCallsAsync(Endpoints.Write, 2);
        await scenario.Worker.CancelAsync(scenario.SyncId);
        var status = await scenario.Worker.WaitAsync(scenario.SyncId, status => status.FinishedAt is not null);

        Assert.DoesNotContain("playlist.write", await scenario.Writer.ActivitiesAfterUpdateAsync("withdraw"));
        var written = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items.Count;
        Assert.InRange(written, 200, 300);
        Assert.Equal((SyncState.Cancelled, written), (status.State, status.Changes.Added));
        await scenario.HoldsExactlyAsync([.. scenario.Uris.Take(written)]);
        var rows = await scenario.Worker.RowsAsync(scenario.SyncId);
        Assert.Equal(written, rows.TakeWhile(row => row.Result == RowResult.Added).Count());
        Assert.All(rows.Skip(written), row => Assert.Equal(RowResult.None, row.Result));
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.QuotaExhausted, ActivityFailureTypes.SpotifyQuotaExhausted)]
    public async Task QuotaInTheMiddleOfMatching_IsWaitedFor_AndNoSearchIsAnsweredTwice()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Faults.SlowSearchesAsync();
        await scenario.Spotify.FaultAsync(
            new { endpoint = Endpoints.Search, fault = "quota", every = 30, times = 1, retryAfterSeconds = 3 });

        await scenario.StartAsync();
        var waiting = await scenario.UntilAsync(SyncState.Waiting);
        await scenario.EndsExactlyAsync();

        Assert.Equal("quota", waiting.Waiting!.Reason);
        var calls = await scenario.Spotify.CallsAsync();
        Assert.Equal(Chaos.Songs, calls.Searches - calls.Rejected);
    }
}
