using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Tests.Playlists.Writing;

/// <summary>Taking out removes all copies of a track: it is done only where every copy is the sync's own.</summary>
public sealed class TakeOutPlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddMinutes(10);

    [Fact]
    public void RowsThatAreThere_AreRemovable_AndOthersGone()
    {
        var plan = TakeOutPlan.For([Row(1, "a"), Row(2, "b")], [], Slots("x", "b", "y"));

        Assert.Equal([2], Lines(plan.Removable));
        Assert.Equal([1], Lines(plan.Gone));
        Assert.Empty(plan.Shared);
    }

    [Fact]
    public void AnotherCopy_LeavesBoth()
    {
        var plan = TakeOutPlan.For([Row(1, "a")], [], Slots("a", "x", "a"));

        Assert.Equal([1], Lines(plan.Shared));
        Assert.Empty(plan.Removable);
    }

    [Fact]
    public void CopyFromBeforeTheSync_LeavesAll()
    {
        var plan = TakeOutPlan.For([Row(1, "a")], ["a"], Slots("a"));

        Assert.Equal([1], Lines(plan.Shared));
    }

    [Fact]
    public void SeveralOwnCopies_AreTakenOutTogether_AsFarAsTheyAreThere()
    {
        var plan = TakeOutPlan.For([Row(1, "a"), Row(2, "a"), Row(3, "a")], [], Slots("a", "a"));

        Assert.Equal([1, 2], Lines(plan.Removable));
        Assert.Equal([3], Lines(plan.Gone));
    }

    [Theory]
    [InlineData(-3, "gone")]
    [InlineData(-1, "removable")]
    [InlineData(5, "removable")]
    [InlineData(11, "removable")]
    [InlineData(13, "gone")]
    public void CopyThatCameWhileTheSyncDidNotRun_IsSomebodyElses(int minutesAfterStart, string expected)
    {
        var slot = new PlaylistSlot(0, "a", Track: null, Start.AddMinutes(minutesAfterStart));

        var plan = TakeOutPlan.For([Row(1, "a")], [], [slot]);

        Assert.Equal(expected, plan.Removable.Count > 0 ? "removable" : plan.Gone.Count > 0 ? "gone" : "shared");
    }

    [Fact]
    public void OwnCopyBesideALaterOne_IsLeft()
    {
        PlaylistSlot[] slots = [new(0, "a", Track: null, Start), new(1, "a", Track: null, End.AddDays(1))];

        Assert.Equal([1], Lines(TakeOutPlan.For([Row(1, "a")], [], slots).Shared));
    }

    [Fact]
    public void Without_KeepsOthersAndRowsWithoutTrack()
    {
        PlaylistSlot[] slots = [new(0, "a", Track: null), new(1, Uri: null, Track: null), new(2, "b", Track: null)];

        Assert.Equal([1, 2], TakeOutPlan.Without(slots, [Row(1, "a")]).Select(slot => slot.Position));
    }

    private static OwnRow Row(int line, string uri) => new(line, uri, Start, End);

    private static IReadOnlyList<PlaylistSlot> Slots(params string[] uris) =>
        [.. uris.Select((uri, index) => new PlaylistSlot(index, uri, Track: null))];

    private static IEnumerable<int> Lines(IEnumerable<OwnRow> rows) => rows.Select(row => row.Line);
}
