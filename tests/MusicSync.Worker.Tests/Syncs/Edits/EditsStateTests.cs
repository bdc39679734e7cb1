using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Syncs.Remembered;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Syncs.Edits;

/// <summary>What was asked for by hand becomes edits, one at a time; what an edit has done decides what the next one does.</summary>
public sealed class EditsStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly EditsState _state = new();

    [Fact]
    public void Choice_IsPlaced_AndTheSameAgainIsNothingNew()
    {
        _state.Choose(Choice(3, "a"), Now);
        var edit = Next();
        End(edit, new EditEnded(edit.Edit.Id, TakenOut: null, PlaceOutcome.Added));
        var again = _state.Choose(Choice(3, "a"), Now);

        Assert.Equal(("a", 0), (edit.Edit.Place!.Track.Uri, edit.Edit.TakeOut.Count));
        Assert.Equal((ChoiceState.Done, RowResult.Added), (again.State, again.Result));
        Assert.False(_state.IsOpen);
    }

    [Fact]
    public void Choice_IsToBeRemembered_AndTheSameAgainIsNot()
    {
        var remembered = RememberedChoice.Of(new ReportInput("t", "a"), track: null, Now)!;
        _state.Choose(Choice(3, uri: null) with { Remember = remembered }, Now);
        _state.Choose(Choice(3, uri: null) with { Remember = remembered }, Now);
        var edit = Next();
        End(edit, new EditEnded(edit.Edit.Id, TakenOut: null, Placed: null));

        Assert.Equal([remembered], _state.ToRemember);
        Assert.True(_state.IsOpen);
    }

    [Fact]
    public void AnotherChoice_TakesTheFirstOut()
    {
        Choose(3, "a", PlaceOutcome.Added);
        _state.Choose(Choice(3, "b"), Now);

        var edit = Next();

        Assert.Equal(("a", "b"), (Assert.Single(edit.Edit.TakeOut).Uri, edit.Edit.Place!.Track.Uri));
    }

    [Fact]
    public void AnotherChoice_TakesNothingOut_WhereTheFirstWasThereBefore()
    {
        Choose(3, "a", PlaceOutcome.AlreadyPresent);
        _state.Choose(Choice(3, "b"), Now);

        Assert.Empty(Next().Edit.TakeOut);
    }

    [Fact]
    public void WhatTheSyncWrote_IsTakenOut_UnlessItIsChosen()
    {
        _state.Choose(Choice(1, "a") with { Written = Row(1, "a") }, Now);
        var same = Next();
        End(same, new EditEnded(same.Edit.Id, TakenOut: null, PlaceOutcome.AlreadyPresent));
        var result = _state.Find(1)!.Result;
        _state.Choose(Choice(1, uri: null), Now);
        var none = Next();

        Assert.Empty(same.Edit.TakeOut);
        Assert.Equal(RowResult.Added, result);
        Assert.Equal("a", Assert.Single(none.Edit.TakeOut).Uri);
        Assert.Null(none.Edit.Place);
    }

    [Fact]
    public void ChosenMeanwhile_IsCarriedOutNext()
    {
        _state.Choose(Choice(3, "a"), Now);
        var first = Next();
        _state.Choose(Choice(3, "b"), Now);
        End(first, new EditEnded(first.Edit.Id, TakenOut: null, PlaceOutcome.Added));

        var second = Next();

        Assert.Equal(("a", "b"), (Assert.Single(second.Edit.TakeOut).Uri, second.Edit.Place!.Track.Uri));
        Assert.NotEqual(first.Edit.Id, second.Edit.Id);
    }

    [Fact]
    public void StoppedAfterTakingOut_OnlyPlacesWhenItGoesOn()
    {
        Choose(3, "a", PlaceOutcome.Added);
        _state.Choose(Choice(3, "b"), Now);
        var first = Next();
        End(first, new EditEnded(first.Edit.Id, Taken(removed: [3]), Placed: null, new CallStop("SpotifyAuthError", "sign in")));

        var second = Next();

        Assert.Empty(second.Edit.TakeOut);
        Assert.Equal("b", second.Edit.Place!.Track.Uri);
    }

    [Theory]
    [InlineData(PlaceOutcome.Dead, ChosenRow.DeadTrack)]
    [InlineData(PlaceOutcome.Lost, ChosenRow.LostTrack)]
    public void WhatIsNotThere_FailsWithWhatToDo_AndMayBeChosenAgain(PlaceOutcome outcome, string note)
    {
        Choose(3, "a", outcome);
        var failed = (_state.Find(3)!.State, _state.Find(3)!.Note);
        _state.Choose(Choice(3, "a"), Now);

        Assert.Equal((ChoiceState.Failed, note), failed);
        Assert.True(_state.IsOpen);
    }

    [Fact]
    public void Undo_TakesOutWhatSyncAndChoicesWrote_ButNotWhatAChoiceReplaced()
    {
        Choose(2, "chosen", PlaceOutcome.Added);
        _state.TakeBack(new UndoOrder("p", [Row(1, "a"), Row(2, "b"), Row(3, "c")], ["c"]), Now);

        var edit = Next();

        Assert.Equal(["a", "chosen", "c"], edit.Edit.TakeOut.Select(row => row.Uri));
        Assert.Equal(["c"], edit.Edit.Others);
    }

    [Fact]
    public void Undo_ThatWasStopped_GoesOnWithTheRest_AndCountsAll()
    {
        _state.TakeBack(new UndoOrder("p", [Row(1, "a"), Row(2, "b"), Row(3, "c")], []), Now);
        var first = Next();
        End(first, new EditEnded(first.Edit.Id, Taken(removed: [1]), Placed: null, new CallStop("SpotifyAuthError", "sign in")));
        var second = Next();
        End(second, new EditEnded(second.Edit.Id, new TakenOut([2], [], [3], Total: 1), Placed: null));

        Assert.Equal([2, 3], second.Edit.TakeOut.Select(row => row.Line));
        var status = _state.Undo!.Status(waiting: null);
        Assert.Equal((UndoState.Completed, 2, 0, 1, false), (status.State, status.Removed, status.Gone, status.LeftCount, status.PlaylistIsEmpty));
        Assert.Equal((3, "c"), (status.Left[0].Line, status.Left[0].TrackUri));
    }

    [Fact]
    public void Undo_Twice_IsOne_AndAFailedOneGoesOn()
    {
        var order = new UndoOrder("p", [Row(1, "a")], []);
        _state.TakeBack(order, Now);
        var first = Next();
        _state.Fail(first, "broken", Now);
        var failed = _state.Undo!.Status(waiting: null);
        var again = _state.TakeBack(order, Now.AddHours(1));

        Assert.Equal((UndoState.Failed, "broken"), (failed.State, failed.Error));
        Assert.Equal(Now, again.StartedAt);
        Assert.Equal([1], Next().Edit.TakeOut.Select(row => row.Line));
    }

    [Fact]
    public void Order_OfKeptCopies_KnowsWhichWereThereBefore()
    {
        var playlist = new PlaylistRef("p", Name: null, Url: null);
        var status = new SyncProgress(new SyncRequest("id", new PlaylistTarget("p"), [], [], new SyncOptions(), playlist), Now).Status();

        var order = UndoOrder.Of(status, [Reported(1, "a", RowResult.AlreadyPresent), Reported(2, "a", RowResult.Added), Reported(3, "b", RowResult.AlreadyPresent)]);

        Assert.Equal([2], order.Rows.Select(row => row.Line));
        Assert.Equal(["a"], order.Others);
    }

    private static ReportRow Reported(int line, string uri, RowResult result) =>
        new(line, new ReportInput("t", "a"), RowOutcome.Accepted, result, uri, "t", ["a"], 1, [], []);

    private void Choose(int line, string uri, PlaceOutcome outcome)
    {
        _state.Choose(Choice(line, uri), Now);
        var edit = Next();
        End(edit, new EditEnded(edit.Edit.Id, TakenOut: null, outcome));
    }

    private EditInHand Next() => _state.Next("sync", "edits/sync")!;

    private void End(EditInHand inHand, EditEnded ended) => _state.Apply(inHand, ended, Now);

    private static TakenOut Taken(IReadOnlyList<int> removed) => new(removed, [], [], Total: 5);

    private static OwnRow Row(int line, string uri) => new(line, uri, Now, Now);

    private static Choice Choice(int line, string? uri) => new(
        "p", line, uri is null ? null : new ChosenTrack(uri, "t", ["a"], DurationMs: 1), [], RowOutcome.Review, RowResult.None);
}
