using System.Text.Json;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Temporal;
using static MusicSync.Worker.Tests.Playlists.Tracks;

namespace MusicSync.Worker.Tests.Playlists.Writer;

public sealed class WriterStateTests
{
    private readonly WriterState _state = new();

    [Fact]
    public void SameTicketTwice_IsOne()
    {
        _state.Take(Ticket("a", interactive: false));
        _state.Take(Ticket("a", interactive: false));

        Assert.Single(_state.Tickets);
    }

    [Fact]
    public void TicketThatIsOver_IsNotTakenAgain()
    {
        _state.Take(Ticket("a", interactive: false));
        _state.Tickets.Clear();

        _state.Take(Ticket("a", interactive: false));

        Assert.Empty(_state.Tickets);
    }

    [Fact]
    public void InteractiveTicket_GoesBeforeABulkOne()
    {
        _state.Take(Ticket("bulk", interactive: false));
        _state.Take(Ticket("one", interactive: true));

        Assert.Equal("one", _state.Turn!.Ticket.Id);
    }

    [Fact]
    public void TicketWithdrawnBeforeItCame_IsNotTaken()
    {
        _state.Know("a");

        _state.Take(Ticket("a", interactive: false));

        Assert.Empty(_state.Tickets);
    }

    [Fact]
    public void Room_IsCountedInRowsCarried_NotInRowsToBeWritten()
    {
        _state.Take(Ticket("a", interactive: false));
        _state.Tickets[0].Absent = [];
        _state.Remember([Wanted(9, "z", "Z")], 2, default);

        Assert.True(_state.HasRoomFor(Ticket("b", interactive: false), maxTracks: 3));
        Assert.False(_state.HasRoomFor(Ticket("b", interactive: false), maxTracks: 2));
    }

    [Fact]
    public void Room_IsAlwaysThereForAKnownTicket_AndForASingleOne()
    {
        Assert.True(_state.HasRoomFor(Ticket("a", interactive: false), maxTracks: 0));

        _state.Take(Ticket("a", interactive: false));

        Assert.True(_state.HasRoomFor(Ticket("a", interactive: false), maxTracks: 0));
    }

    [Fact]
    public void AnotherEndThanTheKnownOne_MakesOtherTicketsLookAgain()
    {
        _state.Take(Ticket("bulk", interactive: false));
        _state.Take(Ticket("one", interactive: true));
        _state.Tickets[0].Absent = [1];
        _state.Tail = new ListTail(3, "x");

        _state.Learn(_state.Tickets[1], Compared(new ListTail(3, "x")));
        Assert.Equal([1], _state.Tickets[0].Absent!);

        _state.Learn(_state.Tickets[1], Compared(new ListTail(4, "y")));
        Assert.Null(_state.Tickets[0].Absent);
        Assert.Equal((new ListTail(4, "y"), DateTimeOffset.UnixEpoch), (_state.Tail, _state.TailReadAt));
    }

    [Fact]
    public void EndThatIsNotKnown_MakesOtherTicketsLookAgain()
    {
        _state.Take(Ticket("bulk", interactive: false));
        _state.Take(Ticket("one", interactive: true));
        _state.Tickets[0].Absent = [1];

        _state.Learn(_state.Tickets[1], Compared(new ListTail(3, "x")));

        Assert.Null(_state.Tickets[0].Absent);
    }

    [Fact]
    public void WriteInDoubt_GoesBeforeEverything()
    {
        _state.Take(Ticket("bulk", interactive: false));
        _state.Take(Ticket("one", interactive: true));
        _state.Tickets[0].Doubt = new WriteIntent([1], ListTail.Empty, default);

        Assert.Equal("bulk", _state.Turn!.Ticket.Id);
    }

    [Fact]
    public void RecentWrites_StandInForWhatALaggingReadDoesNotShow()
    {
        WantedTrack[] recent = [Wanted(1, "a", "A"), Wanted(2, "b", "B"), Wanted(3, "b", "B")];

        var slots = RecentWrites.Overlay([Slot(0, "a", "A"), Slot(1, "b", "B")], recent);

        Assert.Equal(["a", "b", "b"], slots.Select(slot => slot.Uri));
    }

    [Fact]
    public void State_SurvivesContinueAsNew()
    {
        _state.Take(Ticket("a", interactive: false));
        _state.Tickets[0].Apply(new ComparedList([1], [], [], new ListTail(3, "x")));
        _state.Tickets[0].Apply(new WrittenBatch([], [], new WriteIntent([1], new ListTail(3, "x"), default), null), default);
        _state.Tail = new ListTail(3, "x");
        _state.Remember([Wanted(9, "z", "Z")], 2, DateTimeOffset.UnixEpoch);
        var json = JsonSerializer.Serialize(_state, TemporalJson.Options);

        var carried = JsonSerializer.Deserialize<WriterState>(json, TemporalJson.Options)!;

        Assert.Equal(json, JsonSerializer.Serialize(carried, TemporalJson.Options));
        Assert.Equal("Settle", carried.Turn!.Next.ToString());
        carried.Take(Ticket("a", interactive: false));
        Assert.Single(carried.Tickets);
    }

    private static ComparedList Compared(ListTail tail) => new([1], [], [], tail, DateTimeOffset.UnixEpoch);

    private static Ticket Ticket(string id, bool interactive) =>
        new(id, "sync/s", [Wanted(1, "a", "A")], DuplicateHandling.Skip, interactive);
}
