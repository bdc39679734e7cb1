using MusicSync.Worker.Matching;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.Worker.Tests.Pages;

public sealed class ReviewViewTests
{
    private const string Live = "only another recording was found: live";

    private static readonly SyncStatus Status = new(
        "road-trip", SyncState.Completed, new PlaylistRef("37i9dQZF1DXcBWIGoYBM5M", "Road trip", Url: null), new SongCounts(5, 0, 5),
        new OutcomeCounts(1, 4, 0, 0), new ChangeCounts(1, 0, 0, 0), Waiting: null, new SyncEstimate(5, 1, 1, 0),
        new DateTimeOffset(2026, 11, 24, 14, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 14, 1, 0, TimeSpan.Zero), Error: null);

    private static readonly ReportRow[] Rows =
    [
        Row(1, RowOutcome.Accepted, "same title and artist"),
        Row(2, RowOutcome.Review, Live),
        Row(3, RowOutcome.Review, "perhaps the song: other spelling"),
        Row(4, RowOutcome.Review, Live),
        Row(5, RowOutcome.Review, Live) with { Candidates = [] },
    ];

    [Theory]
    [InlineData(null, null, 2, "1 of 4", 3)]
    [InlineData(null, 2, 3, "2 of 4", 4)]
    [InlineData(null, 5, 2, "1 of 4", 3)]
    [InlineData(4, null, 4, "3 of 4", 5)]
    [InlineData(1, null, 1, null, 2)]
    public void Rows_ComeOneAfterTheOther_AndFromTheStartAgain(int? line, int? after, int expected, string? progress, int next)
    {
        var view = ReviewView.Of(Status, Rows, line, after);

        Assert.Equal((expected, progress, next), (view.Row?.Line, view.Progress, view.Next));
    }

    [Fact]
    public void DecidedRows_CountAsProgress_UntilNoneIsLeft()
    {
        ReportRow[] rows = [Rows[0], Decided(Rows[1], "spotify:track:1"), Decided(Rows[2], uri: null), Rows[3], Decided(Rows[4], "spotify:track:2")];

        var last = ReviewView.Of(Status, rows, line: null, after: 3);
        rows[3] = Decided(rows[3], "spotify:track:3");
        var done = ReviewView.Of(Status, rows, line: null, after: 4);

        Assert.Equal(("4 of 4", null), (last.Progress, last.Next));
        Assert.Equal((null, "Done. 3 chosen, 1 left out."), (done.Row, done.Done));
    }

    [Fact]
    public void Kind_IsTheSameReason_WithSomethingToTake()
    {
        Assert.Equal([2, 4], ReviewView.OfKind(Rows, Rows[1]).Select(row => row.Line));
        Assert.Equal((2, 1), (ReviewView.Of(Status, Rows, 2, null).Kind, ReviewView.Of(Status, Rows, 3, null).Kind));
    }

    [Fact]
    public void Candidate_ShowsWhatOneDecidesBy()
    {
        var row = ReviewRow.Of(Rows[1]);

        Assert.Equal(("Song 2", "Juno Vale", "Juno Vale Song 2", Live), (row.Title, row.Artist, row.Words, row.Reason));
        Assert.Equal(
            (1, "Song - Live", "Juno Vale, Ana Maré", "On Stage · 1999", "3:20", true, "https://open.spotify.com/track/2", (string?)null),
            (row.Candidates[0].Key, row.Candidates[0].Title, row.Candidates[0].Artists, row.Candidates[0].Album, row.Candidates[0].Length,
                row.Candidates[0].IsExplicit, row.Candidates[0].Url, row.Candidates[0].Cover));
    }

    [Theory]
    [InlineData(true, false, true, "dry run")]
    [InlineData(false, true, true, "undone")]
    [InlineData(false, false, false, "before it had a playlist")]
    [InlineData(false, false, true, null)]
    public void SyncThatTakesNoChoice_SaysWhy(bool isDryRun, bool isUndone, bool hasPlaylist, string? expected)
    {
        var status = Status with { DryRun = isDryRun, Undo = isUndone ? Undo() : null, Playlist = Status.Playlist with { Id = hasPlaylist ? "1" : null } };

        var closed = ReviewView.ClosedFor(status);

        Assert.Equal(expected is null, closed is null);
        Assert.Contains(expected ?? "", closed ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25, 0, 0, false, "25 songs were taken out.")]
    [InlineData(1, 2, 0, true, "1 song was taken out. 2 were not there any more. The playlist is empty now and stays in your account.")]
    [InlineData(3, 0, 1, false, "3 songs were taken out. 1 stays, since the playlist holds another copy that is not of this list.")]
    public void Undo_IsToldInWords(int removed, int gone, int left, bool isEmpty, string expected)
    {
        var undone = Status with { Undo = Undo() with { Removed = removed, Gone = gone, LeftCount = left, PlaylistIsEmpty = isEmpty } };

        var view = SyncView.Of(undone, songsPerSecond: null);

        Assert.Equal(("Undone", expected, true, false, 0), (view.State, view.Headline, view.IsOver, view.CanUndo, view.ToReview));
    }

    [Fact]
    public void UndoOnItsWay_IsLive_AndSaysWhatItWaitsFor()
    {
        var waiting = new SyncWaiting("sign_in", Status.StartedAt.AddMinutes(1), "Sign in to Spotify again.");
        var undoing = Status with { Undo = Undo() with { State = UndoState.Waiting, FinishedAt = null, Removed = 0, Waiting = waiting } };

        var view = SyncView.Of(undoing, songsPerSecond: null);

        Assert.Equal(("0 of 1 song taken out.", false, true, true), (view.Headline, view.IsOver, view.HasEnded, view.Wait?.NeedsSignIn));
    }

    [Theory]
    [InlineData(SyncState.Completed, false, 1, true)]
    [InlineData(SyncState.Completed, true, 1, false)]
    [InlineData(SyncState.Completed, false, 0, false)]
    public void Undo_IsOfferedWhereThereIsSomethingToTakeOut(SyncState state, bool isDryRun, int added, bool expected) => Assert.Equal(
        expected, SyncView.Of(Status with { State = state, DryRun = isDryRun, Changes = Status.Changes with { Added = added } }, null).CanUndo);

    [Fact]
    public void Undo_SaysBeforehandWhatItWillDo() => Assert.Equal(
        "It takes out the 371 songs that this list added, as far as they are still there. 12 that were there before stay. "
        + "What somebody else added stays, and so does the playlist.",
        UndoWords.Promise(Status with { Changes = new ChangeCounts(371, 12, 0, 0) }));

    private static UndoStatus Undo() => new(
        UndoState.Completed, Removed: 1, Gone: 0, LeftCount: 0, Left: [], PlaylistIsEmpty: false, Waiting: null, Error: null,
        Status.StartedAt.AddHours(1), Status.StartedAt.AddHours(1));

    private static ReportRow Decided(ReportRow row, string? uri) => row with
    {
        Outcome = uri is null ? RowOutcome.Missing : RowOutcome.Accepted,
        TrackUri = uri,
        Choice = ChoiceState.Done,
        Reasons = [EditedSync.ByHand, .. row.Reasons],
    };

    private static ReportRow Row(int line, RowOutcome outcome, string reason) => new(
        line, new ReportInput($"Song {line}", "Juno Vale"), outcome, RowResult.None, TrackUri: null, TrackTitle: null, TrackArtists: null, Score: 0.5, [reason],
        [
            new ScoredCandidate("spotify:track:2", "Song - Live", ["Juno Vale", "Ana Maré"], 200_000, 0.7, ["another recording: live"], "On Stage", "1999-04-12", Explicit: true, "https://elsewhere.example/1"),
        ]);
}
