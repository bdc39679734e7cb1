using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>
/// Steps that Spotify holds back for longer than a test lasts. The host keeps to such a pause in every later test too, so these
/// have a stack of their own.
/// </summary>
public sealed class HeldBackTests(DurabilityStack fixture) : IClassFixture<DurabilityStack>
{
    [Theory(Timeout = Chaos.Hung)]
    [InlineData("error_before", Endpoints.Read, "upstream")]
    [InlineData("rate_limited", Endpoints.Write, "rate_limited")]
    public async Task CancelledWhileItsStepIsHeldBack_EndsAtOnce_AndSoDoesOneThatWaitsBehindIt(string fault, string endpoint, string reason)
    {
        var songs = fixture.Take(3);
        await using var scenario = await Scenario.PrepareAsync(fixture, songs, []);
        await scenario.FaultAsync(fault, endpoint, retryAfterSeconds: 100);
        await scenario.StartByUriAsync();
        await scenario.UntilWaitingForAsync(reason);
        var behind = await scenario.Worker.StartAsync(new
        {
            playlist = scenario.Playlist,
            songs = songs.Select(song => new { song.Title, song.Artist, song.Uri }),
        });
        await scenario.Worker.WaitAsync(behind, status => status.Songs.Matched == songs.Count && status.State != SyncState.Matching);

        // Spotify stays as it is.
        await scenario.Worker.CancelAsync(behind);
        var second = await scenario.Worker.WaitAsync(behind, status => status.FinishedAt is not null);
        var first = await scenario.Worker.StatusAsync(scenario.SyncId);
        await scenario.Worker.CancelAsync(scenario.SyncId);
        var ended = await scenario.Worker.WaitAsync(scenario.SyncId, status => status.FinishedAt is not null);
        await scenario.Spotify.ClearFaultsAsync();

        Assert.Null(first.FinishedAt);
        Assert.Equal((SyncState.Cancelled, 0), (second.State, second.Changes.Added));
        Assert.Equal((SyncState.Cancelled, 0), (ended.State, ended.Changes.Added));
        await scenario.HoldsExactlyAsync([]);
        Assert.All(await scenario.Worker.RowsAsync(scenario.SyncId), row => Assert.Equal(RowResult.None, row.Result));
    }
}
