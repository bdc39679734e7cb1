using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tests.Syncs;

public sealed class SyncProgressTests
{
    private static readonly SyncRequest Request = new(
        "s1",
        new PlaylistTarget(Name: "Mix"),
        [new Song(2, "A", "X"), new Song(3, "B", "X"), new Song(5, "C", "X"), new Song(6, "A", "X")],
        [new RejectedRow(4, "???", "no artist")],
        new SyncOptions());

    private readonly SyncProgress _progress = new(Request, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Rows_AreOneForEachInputRowInInputOrder()
    {
        Decide();
        _progress.Add(new PlaylistChanges(Added: [2], Duplicates: [6]));

        Assert.Equal(
            [
                (2, RowOutcome.Accepted, RowResult.Added),
                (3, RowOutcome.Review, RowResult.None),
                (4, RowOutcome.Rejected, RowResult.None),
                (5, RowOutcome.Missing, RowResult.None),
                (6, RowOutcome.Duplicate, RowResult.None),
            ],
            _progress.Rows().Select(row => (row.Line, row.Outcome, row.Result)));
    }

    [Fact]
    public void RowInDoubt_IsReportedAsSuch_UntilItsFateIsKnown()
    {
        Decide();
        _progress.Add(new PlaylistChanges(InDoubt: [2, 6]));
        Assert.Equal(RowResult.InDoubt, _progress.Rows().Single(row => row.Line == 2).Result);

        _progress.Add(new PlaylistChanges(Added: [2], AlreadyPresent: [6]));

        Assert.Equal(RowResult.Added, _progress.Rows().Single(row => row.Line == 2).Result);
        Assert.Equal(RowResult.AlreadyPresent, _progress.Rows().Single(row => row.Line == 6).Result);
    }

    [Fact]
    public void Counts_AddUpToTheInput()
    {
        Decide();
        _progress.Add(new PlaylistChanges(Added: [2], Duplicates: [6]));

        var status = _progress.Status();

        Assert.Equal(new SongCounts(Total: 5, Rejected: 1, Matched: 4), status.Songs);
        Assert.Equal(new OutcomeCounts(Accepted: 1, Review: 1, Missing: 1, Duplicate: 1), status.Outcomes);
        Assert.Equal(new ChangeCounts(Added: 1, AlreadyPresent: 0, Removed: 0, Pending: 0), status.Changes);
    }

    [Fact]
    public void BeforeWriting_AcceptedRowsArePending()
    {
        Decide();

        Assert.Equal(2, _progress.Status().Changes.Pending);
        Assert.Equal([2, 6], _progress.Wanted().Select(row => row.Line));
    }

    [Fact]
    public void WantedPrefix_EndsBeforeTheFirstUndecidedSong()
    {
        _progress.Add([Decision(2, MatchOutcome.Accepted, "a"), Decision(3, MatchOutcome.Missing, null), Decision(6, MatchOutcome.Accepted, "a")]);

        Assert.Equal([2], _progress.WantedPrefix().Select(row => row.Line));
    }

    [Fact]
    public void RowAddedBeforeAStop_StaysAddedWhenTheListShowsIt()
    {
        Decide();
        _progress.Add(new PlaylistChanges(Added: [2]));
        _progress.Add(new PlaylistChanges(AlreadyPresent: [2, 6]));

        Assert.Equal((1, 1), (_progress.Status().Changes.Added, _progress.Status().Changes.AlreadyPresent));
        Assert.False(_progress.IsOpen(_progress.Wanted()));
    }

    [Fact]
    public void DeadTrack_IsWantedNoLonger()
    {
        Decide();
        _progress.Add(new PlaylistChanges(Dead: [2]));

        Assert.Equal([6], _progress.Wanted().Select(row => row.Line));
    }

    [Fact]
    public void Estimate_CountsDaysOnceALimitIsKnown()
    {
        Assert.Equal(0, new SyncProgress(Request, DateTimeOffset.UnixEpoch).Status().Estimate.Days);
        Assert.Equal(3, new SyncProgress(Request with { SearchesADay = 2 }, DateTimeOffset.UnixEpoch).Status().Estimate.Days);
    }

    private void Decide() => _progress.Add(
    [
        Decision(6, MatchOutcome.Accepted, "a"),
        Decision(2, MatchOutcome.Accepted, "a"),
        Decision(3, MatchOutcome.Review, null),
        Decision(5, MatchOutcome.Missing, null),
    ]);

    private static MatchDecision Decision(int line, MatchOutcome outcome, string? uri) =>
        new(line, outcome, uri is null ? null : new ChosenTrack(uri, "A", ["X"]), 1, ["why"], []);
}
