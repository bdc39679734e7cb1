using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.Worker.Tests.Syncs.Edits;

/// <summary>What people changed is laid over what the sync itself said.</summary>
public sealed class EditedSyncTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ChosenRows_SayWhatWasChosen_AndOthersStay()
    {
        var rows = EditedSync.Over([Row(1), Row(2), Row(3)], View(Chosen(1, "a", ChoiceState.Done, RowResult.Added), Chosen(2, uri: null, ChoiceState.Done)));

        Assert.Equal((RowOutcome.Accepted, RowResult.Added, "a", "chosen by hand"), (rows[0].Outcome, rows[0].Result, rows[0].TrackUri!, rows[0].Reasons[0]));
        Assert.Equal((RowOutcome.Missing, RowResult.None, "left out by hand"), (rows[1].Outcome, rows[1].Result, rows[1].Reasons[0]));
        Assert.Null(rows[1].TrackUri);
        Assert.Equal(Row(3) with { Reasons = rows[2].Reasons, Candidates = rows[2].Candidates }, rows[2]);
    }

    [Fact]
    public void PendingRow_SaysWhatItWaitsFor()
    {
        var view = View(Chosen(1, "a", ChoiceState.Pending)).WaitingFor(new SyncWaiting("sign_in", Until: null, "Sign in again."));

        Assert.Equal(["chosen by hand", "Sign in again."], EditedSync.Over([Row(1)], view)[0].Reasons);
    }

    [Fact]
    public void Status_CountsRowsAsTheyAreNow()
    {
        var status = new SyncProgress(new SyncRequest("id", new PlaylistTarget("p"), [], [], new SyncOptions()), Now).Status() with
        {
            Outcomes = new OutcomeCounts(Accepted: 5, Review: 3, Missing: 1, Duplicate: 0),
            Changes = new ChangeCounts(Added: 4, AlreadyPresent: 1, Removed: 0, Pending: 0),
        };
        var replaced = new ChosenRow { Line = 4, Was = RowOutcome.Accepted, WasResult = RowResult.Added, State = ChoiceState.Done };

        var edited = EditedSync.Over(
            status, View(Chosen(1, "a", ChoiceState.Done, RowResult.Added), Chosen(2, "b", ChoiceState.Pending), Chosen(3, uri: null, ChoiceState.Done), replaced));

        Assert.Equal(new OutcomeCounts(Accepted: 6, Review: 0, Missing: 3, Duplicate: 0), edited.Outcomes);
        Assert.Equal(new ChangeCounts(Added: 4, AlreadyPresent: 1, Removed: 0, Pending: 1), edited.Changes);
    }

    [Fact]
    public void UndoneRows_AreTakenOut()
    {
        var rows = EditedSync.Over([Row(1), Row(2)], new EditsView([], Undo: null, TakenOut: [2]));

        Assert.Equal([RowResult.None, RowResult.TakenOut], rows.Select(row => row.Result));
    }

    private static EditsView View(params ChosenRow[] rows) => new(rows, Undo: null, TakenOut: []);

    private static ChosenRow Chosen(int line, string? uri, ChoiceState state, RowResult result = RowResult.None) => new()
    {
        Line = line,
        Was = RowOutcome.Review,
        Track = uri is null ? null : new ChosenTrack(uri, "t", ["a"]),
        State = state,
        Result = result,
    };

    private static ReportRow Row(int line) =>
        new(line, new ReportInput("t", "a"), RowOutcome.Review, RowResult.None, TrackUri: null, TrackTitle: null, TrackArtists: null, 0, ["why"], []);
}
