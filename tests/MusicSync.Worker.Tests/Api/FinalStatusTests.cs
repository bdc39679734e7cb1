using MusicSync.Worker.Api;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace MusicSync.Worker.Tests.Api;

/// <summary>What <c>GET /syncs/{id}</c> says of an ended sync comes from its memo, which is as small for 10,000 rows as for one.</summary>
public sealed class FinalStatusTests
{
    private static readonly SyncStatus Ended = new(
        "s1",
        SyncState.Failed,
        new PlaylistRef("p1", "Mix", "https://open.spotify.com/playlist/p1"),
        new SongCounts(10_000, 2, 9_000),
        new OutcomeCounts(8_000, 500, 400, 100),
        new ChangeCounts(7_000, 900, 1, 100),
        Waiting: null,
        new SyncEstimate(11_000, 203, 100, 3),
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch.AddHours(2),
        new SyncError("The sync failed", "A step took too long.", "StartToCloseTimeout"));

    [Fact]
    public async Task Memo_GivesTheWholeDocument()
    {
        var status = await SyncQueries.FinalStatusAsync(
            new Memo { Fields = { [SyncMemo.Status] = await TemporalJson.DataConverter.ToPayloadAsync(Ended) } }, TemporalJson.DataConverter);

        Assert.Equal(Ended, status);
    }

    [Fact]
    public async Task Memo_OfASyncOfBefore_GivesNothing()
    {
        var state = await TemporalJson.DataConverter.ToPayloadAsync(SyncState.Completed);

        Assert.Null(await SyncQueries.FinalStatusAsync(new Memo { Fields = { [SyncMemo.State] = state } }, TemporalJson.DataConverter));
        Assert.Null(await SyncQueries.FinalStatusAsync(memo: null, TemporalJson.DataConverter));
    }
}
