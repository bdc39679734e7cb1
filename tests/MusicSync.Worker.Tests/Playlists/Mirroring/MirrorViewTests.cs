using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Mirroring;

namespace MusicSync.Worker.Tests.Playlists.Mirroring;

/// <summary>Whose a row is, and for which track of the source it stands.</summary>
public sealed class MirrorViewTests
{
    [Fact]
    public void SecondCopyOfAnOwnTrack_IsSomebodyElses_UnlessItWasSentTwice()
    {
        var list = Source(["a"], Tracks.Wanted(1, "a", "A"));
        PlaylistSlot[] slots = [Tracks.Slot(0, "a", "A"), Tracks.Slot(1, "a", "A")];

        Assert.All(new MirrorView(slots, list, new MirrorJournal()).Rows, row => Assert.False(row.IsOwn));
        Assert.All(new MirrorView(slots, list, Sent(1, times: 2)).Rows, row => Assert.True(row.IsOwn));
    }

    [Fact]
    public void RowOfTheSameSongUnderAnotherId_StandsForIt_AndIsNotOurs()
    {
        var list = Source([], Tracks.Wanted(1, "a", "A"));
        var view = new MirrorView([Tracks.Slot(0, "other", "A")], list, new MirrorJournal());

        Assert.Equal([new MirrorRow("a", IsOwn: false)], view.Rows);
        Assert.Null(view.Next());
        Assert.Equal([1], view.ToEnd().Present);
        Assert.Empty(view.ToEnd().ReadBackAs);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-10, false)]
    public void RowThatReadsBackUnderAnotherId_IsOurs_IfItIsNotOlderThanTheSending(int minutes, bool isOwn)
    {
        var list = Source([], Tracks.Wanted(1, "a", "A"));
        var slot = Tracks.Slot(0, "other", "A") with { AddedAt = DateTimeOffset.UnixEpoch.AddMinutes(minutes) };

        var view = new MirrorView([slot], list, Sent(1, times: 1));

        Assert.Equal([new MirrorRow("a", isOwn)], view.Rows);
        Assert.Equal(isOwn ? [new ReadBackRow(1, "other")] : [], view.ToEnd().ReadBackAs);
    }

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(-10, true, false)]
    [InlineData(0, false, false)]
    public void TrackGivenByItsUri_WithAStrangerInItsPlace_IsThere_IfItWasAddedAndTheStrangerIsNew(int minutes, bool isProven, bool isThere)
    {
        var list = Source(["a", "c"], [.. new[] { "a", "b", "c" }.Select((uri, line) => Tracks.Wanted(line, uri, uri) with { GivenByUri = true })]);
        var stranger = Tracks.Slot(1, "z", "Z") with { AddedAt = DateTimeOffset.UnixEpoch.AddMinutes(minutes) };
        var journal = Sent(1, times: 1) with { Added = isProven ? [1] : [] };

        var view = new MirrorView([Tracks.Slot(0, "a", "A"), stranger, Tracks.Slot(2, "c", "C")], list, journal);

        Assert.Equal(isThere, view.Next() is null);
        Assert.Equal(isThere ? [new ReadBackRow(1, "z")] : [], view.ToEnd().ReadBackAs);
    }

    [Fact]
    public void ReadFromBeforeARemoval_ShowsAnotherOrder()
    {
        var list = Source(["a", "b"], Tracks.Wanted(1, "b", "B"));
        var journal = new MirrorJournal { Removed = ["a"] };

        Assert.NotEqual(
            new MirrorView([Tracks.Slot(0, "b", "B")], list, journal).Order,
            new MirrorView([Tracks.Slot(0, "a", "A"), Tracks.Slot(1, "b", "B")], list, journal).Order);
    }

    [Fact]
    public void End_TellsWhatIsThereGoneRepeatedOrWasSent()
    {
        var list = Source(
            ["gone", "kept"], Tracks.Wanted(1, "kept", "Kept"), Tracks.Wanted(2, "kept", "Kept"), Tracks.Wanted(3, "sent", "Sent"), Tracks.Wanted(4, "added", "Added"));
        var journal = Sent(3, times: 1) with { Added = [4] };

        var end = new MirrorView(
            [Tracks.Slot(0, "kept", "Kept"), Tracks.Slot(1, "sent", "Sent"), Tracks.Slot(2, "added", "Added")], list, journal).ToEnd();

        Assert.Equal([3], end.Added);
        Assert.Equal([1], end.Present);
        Assert.Equal([2], end.Duplicates);
        Assert.Equal(["gone"], end.Gone);
    }

    private static MirrorSource Source(IReadOnlyList<string> own, params WantedTrack[] tracks) =>
        new(new MirrorList("p", tracks, own, new MirrorJournal(), [], default, Interactive: false));

    private static MirrorJournal Sent(int line, int times) =>
        new() { Sent = new Dictionary<int, int> { [line] = times }, Began = DateTimeOffset.UnixEpoch };
}
