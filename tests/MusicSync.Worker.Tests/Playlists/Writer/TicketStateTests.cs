using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Mirroring;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;
using static MusicSync.Worker.Tests.Playlists.Tracks;

namespace MusicSync.Worker.Tests.Playlists.Writer;

public sealed class TicketStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly WriteIntent Doubt = new([2, 3], new ListTail(1, "a"), Now);
    private readonly TicketState _ticket = Make(DuplicateHandling.Skip);

    [Fact]
    public void FreshTicket_IsComparedFirst() => Assert.Equal("Compare", Next());

    [Fact]
    public void WrittenTicket_IsVerifiedThenOver()
    {
        Compare(absent: [2, 3]);
        Assert.Equal("Write", Next());

        var changes = _ticket.Apply(new WrittenBatch([2, 3], [], null, new ListTail(3, "c")), Now);
        Assert.Equal([2, 3], changes.Added!);
        Assert.Equal("Verify", Next());

        _ticket.Verified = true;
        Assert.Equal("End", Next());
    }

    [Fact]
    public void NothingAbsent_IsOverWithoutVerifying()
    {
        Compare(absent: []);

        Assert.Equal("End", Next());
    }

    [Fact]
    public void WriteInDoubt_IsSettledBeforeAnythingIsSentAgain()
    {
        Compare(absent: [2, 3]);
        _ticket.Apply(new WrittenBatch([], [], Doubt, Tail: null), Now);
        Assert.Equal("Settle", Next());

        _ticket.Withdrawn = true;
        Assert.Equal("Settle", Next());
    }

    [Fact]
    public void NewsOfWriting_IsToldOnceASecond_AndThenAllOfIt()
    {
        Assert.True(_ticket.IsToBeTold(Written(1), Now));
        Assert.Equal([1], _ticket.Tell(Written(1)).Added!);

        Assert.False(_ticket.IsToBeTold(Written(2), Now.AddSeconds(0.4)));
        Assert.False(_ticket.IsToBeTold(Written(3), Now.AddSeconds(0.9)));
        Assert.True(_ticket.IsToBeTold(Written(4), Now.AddSeconds(1)));
        Assert.Equal([2, 3, 4], _ticket.Tell(Written(4)).Added!);
        Assert.Equal([5], _ticket.Tell(Written(5)).Added!);
    }

    [Fact]
    public void NewsThatWasKept_IsToldWithWhateverIsToldNext()
    {
        _ticket.IsToBeTold(Written(1), Now);
        _ticket.IsToBeTold(Written(2), Now);

        Assert.Equal([2], _ticket.Tell(PlaylistChanges.None).Added!);
    }

    [Fact]
    public void Summary_RepeatsRows_ButNotWhatIsCounted()
    {
        Compare(absent: [2, 3]);
        _ticket.Apply(new WrittenBatch([2, 3], [], null, new ListTail(3, "c")), Now);
        _ticket.Report(new PlaylistChanges(Removed: 1));

        Assert.Equal(1, _ticket.Changes.Removed);
        Assert.Equal([2, 3], _ticket.Summary.Added!);
        Assert.Equal(0, _ticket.Summary.Removed);
    }

    [Fact]
    public void SeenWrite_IsAddedAndSentOnce()
    {
        Compare(absent: [2, 3]);
        _ticket.Apply(new WrittenBatch([], [], Doubt, Tail: null), Now);

        var changes = _ticket.Apply(new SettledWrite(Seen: true, Tail: null), Now);

        Assert.Equal([2, 3], changes.Added!);
        Assert.All(_ticket.Sent.Values, sent => Assert.Equal(1, sent));
    }

    [Fact]
    public void UnseenWrite_IsComparedAgain_AndARowThatTurnedUpIsOurs()
    {
        Compare(absent: [2, 3]);
        _ticket.Apply(new WrittenBatch([], [], Doubt, Tail: null), Now);
        _ticket.Apply(new SettledWrite(Seen: false, Tail: null), Now);
        Assert.Equal("Compare", Next());

        var changes = _ticket.Apply(new ComparedList([3], [1, 2], [], new ListTail(2, "b")));

        Assert.Equal([2], changes.Added!);
        Assert.Equal([1], changes.AlreadyPresent!);
        Assert.Equal([3], _ticket.Absent!);
    }

    [Fact]
    public void LaggingCompare_DoesNotWriteProvenRowsAgain()
    {
        Compare(absent: [2, 3]);
        _ticket.Apply(new WrittenBatch([2], [], null, new ListTail(2, "b")), Now);

        _ticket.Apply(new ComparedList([2, 3], [1], [], new ListTail(1, "a")));

        Assert.Equal([3], _ticket.Absent!);
    }

    [Fact]
    public void DeadRow_IsNeverSentAgain()
    {
        Compare(absent: [2, 3]);

        var changes = _ticket.Apply(new WrittenBatch([3], [2], null, new ListTail(2, "c")), Now);

        Assert.Equal([2], changes.Dead!);
        Assert.Empty(_ticket.Absent!);
    }

    [Fact]
    public void TrackAnotherTicketJustWrote_IsPresent()
    {
        Compare(absent: [2, 3]);

        var changes = _ticket.Yield([Wanted(5, "b", "B")]);

        Assert.Equal([2], changes.AlreadyPresent!);
        Assert.Equal([3], _ticket.Absent!);
    }

    [Fact]
    public void RecordingAnotherTicketJustWrote_IsPresent_ByItsIsrc()
    {
        var ticket = Make(DuplicateHandling.Skip, Wanted(1, "a", "A") with { Track = new ChosenTrack("a", "A", ["Somebody"], Isrc: "GBAYE0601498") });
        ticket.Apply(new ComparedList([1], [], [], ListTail.Empty));

        var other = Wanted(5, "x", "Another title") with { Track = new ChosenTrack("x", "Another title", ["Somebody"], Isrc: "gbaye0601498") };

        Assert.Equal([1], ticket.Yield([other]).AlreadyPresent!);
    }

    [Fact]
    public void EqualText_DoesNotDecideWhatATicketYields()
    {
        Compare(absent: [2, 3]);

        _ticket.Yield([Wanted(5, "another id", "B")]);

        Assert.Equal([2, 3], _ticket.Absent!);
    }

    [Fact]
    public void CountedCopies_DoNotYieldToOtherTickets()
    {
        var ticket = Make(DuplicateHandling.Keep);
        ticket.Apply(new ComparedList([2, 3], [1], [], new ListTail(1, "a")));

        ticket.Yield([Wanted(5, "b", "B")]);

        Assert.Equal([2, 3], ticket.Absent!);
    }

    [Fact]
    public void VanishedRows_AreWrittenOnceMore()
    {
        Compare(absent: [2, 3]);
        _ticket.Apply(new WrittenBatch([2, 3], [], null, new ListTail(3, "c")), Now);

        _ticket.Mend([3]);

        Assert.Equal("Write", Next());
        Assert.Equal([3], _ticket.Absent!);
        Assert.True(_ticket.Mended);
    }

    [Fact]
    public void Mirror_TakesSteps_SettlesWhatIsInDoubt_AndIsOverWhenItWasSeen()
    {
        var ticket = new TicketState { Ticket = _ticket.Ticket with { Mirror = new(["a", "old"]) } };
        Assert.Equal((TicketStep.Mirror, false), (ticket.Next, ticket.IsSmall));

        var intent = new MirrorIntent(MirrorWrite.Append, [2], [], 0, "hash", Now);
        var journal = new MirrorJournal { Removed = ["old"], Moved = 2, Intent = intent };
        var news = ticket.Apply(new MirroredList(journal));
        ticket.Withdrawn = true;
        Assert.Equal((TicketStep.SettleMirror, true), (ticket.Next, ticket.IsInDoubt));
        Assert.Equal([2], ticket.LinesInDoubt);
        Assert.Equal(["old"], news.Mirror!.Released!);
        Assert.Equal((1, 2), (news.Mirror.Removed, news.Mirror.Moved));

        ticket.Withdrawn = false;
        ticket.Apply(new MirroredList(journal with { Intent = null, Added = [2] }));
        Assert.Equal(TicketStep.Mirror, ticket.Next);

        ticket.Apply(new MirroredList(ticket.Mirror!, new MirrorEnd([3], [1], [], [], [])));
        Assert.Equal(TicketStep.End, ticket.Next);
        Assert.Equal([2, 3], ticket.Summary.Added!);
        Assert.Equal([1], ticket.Summary.AlreadyPresent!);
        Assert.Equal((1, 0), (ticket.Changes.Mirror!.Removed, ticket.Summary.Mirror!.Removed));
    }

    private static TicketState Make(DuplicateHandling duplicates) =>
        Make(duplicates, Wanted(1, "a", "A"), Wanted(2, "b", "B"), Wanted(3, "c", "C"));

    private static TicketState Make(DuplicateHandling duplicates, params IReadOnlyList<WantedTrack> tracks) =>
        new() { Ticket = new Ticket("s/1", "sync/s", tracks, duplicates, Interactive: false) };

    private string Next() => _ticket.Next.ToString();

    private void Compare(IReadOnlyList<int> absent) =>
        _ticket.Apply(new ComparedList(absent, [.. new[] { 1, 2, 3 }.Except(absent)], [], new ListTail(1, "a")));

    private static PlaylistChanges Written(int line) => new(Added: [line]);
}
