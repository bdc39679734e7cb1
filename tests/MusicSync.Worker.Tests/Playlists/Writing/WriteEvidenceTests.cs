using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writing;
using static MusicSync.Worker.Tests.Playlists.Tracks;

namespace MusicSync.Worker.Tests.Playlists.Writing;

public sealed class WriteEvidenceTests
{
    private static readonly DateTimeOffset NotAfter = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly WriteIntent Intent = new([1], new ListTail(10, "last"), NotAfter);
    private readonly WriteTiming _timing = new(Scale: 1, SettleTime: TimeSpan.FromSeconds(35));

    [Fact]
    public void SettleTime_CountsFromTheLastMomentTheHostCouldStillBeWriting() =>
        Assert.Equal(NotAfter + TimeSpan.FromSeconds(41), WriteEvidence.SettledAt(Intent, lastWriteInFlight: null, _timing));

    [Fact]
    public void FrozenHost_MovesTheSettleTimeToWhenItThawed()
    {
        var thawed = NotAfter + TimeSpan.FromMinutes(2);

        Assert.Equal(thawed + TimeSpan.FromSeconds(35), WriteEvidence.SettledAt(Intent, thawed, _timing));
    }

    [Fact]
    public void EarlierWriteOfTheHost_ChangesNothing() => Assert.Equal(
        NotAfter + TimeSpan.FromSeconds(41), WriteEvidence.SettledAt(Intent, NotAfter - TimeSpan.FromMinutes(1), _timing));

    [Fact]
    public void TimeScale_ShrinksAllMarginsTogether()
    {
        var timing = new WriteTiming(Scale: 0.2, SettleTime: TimeSpan.FromSeconds(7));

        Assert.Equal(
            (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1.4), TimeSpan.FromSeconds(1.2)),
            (timing.HeartbeatTimeout, timing.SendWithin, timing.HostWriteTimeout));
        Assert.True(timing.SendWithin < timing.HeartbeatTimeout);
    }

    [Fact]
    public void OldEnd_IsNoEvidenceOfAnotherCopy()
    {
        var tail = new PlaylistRows([Slot(9, "a", "A"), Slot(10, "b", "B")], Total: 11, LastWriteInFlight: null);

        Assert.False(WriteEvidence.IsSeenBehind(new ListTail(10, "a"), [Wanted(1, "a", "A")], tail));
        Assert.True(WriteEvidence.IsSeenBehind(new ListTail(10, "a"), [Wanted(1, "b", "B")], tail));
    }

    [Fact]
    public void RowSentTwice_IsJudgedOnlyWhenItsSecondCopyWouldShow()
    {
        Assert.Equal(NotAfter, WriteEvidence.TellingFrom(sentAgain: 0, NotAfter, _timing));
        Assert.Equal(NotAfter.AddSeconds(35), WriteEvidence.TellingFrom(sentAgain: 1, NotAfter, _timing));
    }

    [Fact]
    public void Write_IsSeenOnlyWithAllItsRows()
    {
        WantedTrack[] rows = [Wanted(1, "a", "A"), Wanted(2, "b", "B")];

        Assert.True(WriteEvidence.IsSeen(rows, [Slot(10, "a", "A"), Slot(11, "b", "B")]));
        Assert.False(WriteEvidence.IsSeen(rows, [Slot(10, "a", "A")]));
    }

    [Fact]
    public void RelinkedWrite_IsSeen() =>
        Assert.True(WriteEvidence.IsSeen([Wanted(1, "a", "A")], [Slot(10, "other-id", "A")]));

    [Theory]
    [InlineData(10, "last", true)]
    [InlineData(12, "last", true)]
    [InlineData(9, "last", false)]
    [InlineData(10, "else", false)]
    public void List_IsUndisturbedWhenItsOldEndIsStillThere(int total, string anchor, bool undisturbed) => Assert.Equal(
        undisturbed, WriteEvidence.IsUndisturbed(new ListTail(10, "last"), total, [Slot(9, anchor, "A")]));

    [Fact]
    public void EmptyList_HasNoEndToDisturb() => Assert.True(WriteEvidence.IsUndisturbed(ListTail.Empty, 0, []));

    [Theory]
    [InlineData(1, 1, 1, "None")]
    [InlineData(0, 1, 1, "None")]
    [InlineData(2, 1, 2, "Here")]
    [InlineData(2, 1, 1, "Elsewhere")]
    [InlineData(3, 1, 2, "Elsewhere")]
    [InlineData(2, 2, 2, "None")]
    public void Double_IsOursOnlyIfEveryCopyWasSentByUs(int copies, int wanted, int sent, string doubling) =>
        Assert.Equal(doubling, WriteEvidence.Doubled(copies, wanted, sent).ToString());
}
