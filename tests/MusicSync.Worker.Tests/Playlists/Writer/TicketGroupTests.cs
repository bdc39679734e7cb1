using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;
using static MusicSync.Worker.Tests.Playlists.Tracks;

namespace MusicSync.Worker.Tests.Playlists.Writer;

/// <summary>What tickets served together have to write, and each one's share of the result.</summary>
public sealed class TicketGroupTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly ListTail Before = new(1, "x");
    private readonly WriterState _state = new();

    [Fact]
    public void Rows_OfEqualLines_AreToldApart()
    {
        var group = Group(Ticket("a", "u1", "u2"), Ticket("b", "u3"));

        var changes = group.Apply(Added(absent: [0, 2], present: [1], written: [0, 2]), Now);

        Assert.Equal([1], changes[0].Added!);
        Assert.Equal([2], changes[0].AlreadyPresent!);
        Assert.Equal([1], changes[1].Added!);
        Assert.All(group.Members, member => Assert.Empty(member.Absent!));
    }

    [Fact]
    public void Doubt_IsEachMembersOwnShare()
    {
        var group = Group(Ticket("a", "u1"), Ticket("b", "u2"), Ticket("c", "u3"));

        group.Apply(AddedTickets.NotCompared(new WrittenBatch([0], [], new WriteIntent([1, 2], Before, Now), Tail: null)), Now);

        Assert.Equal([1], group.Members[0].Written);
        Assert.Null(group.Members[0].Doubt);
        Assert.Equal(group.Members.Skip(1), _state.InDoubt);
        Assert.All(_state.InDoubt, member => Assert.Equal([1], member.Doubt!.Lines));
    }

    [Fact]
    public void DeadRow_IsItsMembersAlone()
    {
        var group = Group(Ticket("a", "u1"), Ticket("b", "u2"));

        var changes = group.Apply(Added(absent: [0, 1], present: [], written: [1], dead: [0]), Now);

        Assert.Equal([1], changes[0].Dead!);
        Assert.Empty(changes[1].Dead!);
        Assert.Equal([1], changes[1].Added!);
    }

    [Fact]
    public void ListThatSomebodyEdited_IsComparedAnewForWhatIsLeft()
    {
        var group = Group(Ticket("a", "u1"), Ticket("b", "u2"));
        var added = Added(absent: [0], present: [1], written: []);

        group.Apply(added with { Batch = added.Batch with { Tail = null } }, Now);

        Assert.Null(group.Members[0].Absent);
        Assert.True(group.Members[0].IsSmall);
        Assert.Empty(group.Members[1].Absent!);
    }

    [Fact]
    public void TicketWithARowThatAnotherIsAboutToAdd_WaitsForItsNextTurn()
    {
        var group = Group(Ticket("a", "u1"), Ticket("b", "u1", "u2"), Ticket("c", "u3"));

        var plan = TicketsPlan.For(group.Request, [], ListTail.Empty, Now);
        group.Apply(plan, Now);

        Assert.Equal([0, 2], plan.Compared);
        Assert.Equal([0, 3], plan.Absent);
        Assert.Null(group.Members[1].Absent);
    }

    [Fact]
    public void RowsThatAreThere_ArePresentForAll()
    {
        var group = Group(Ticket("a", "u1"), Ticket("b", "u1"));

        var plan = TicketsPlan.For(group.Request, [Slot(0, "u1", "T")], ListTail.Empty, Now);

        Assert.Equal([0, 1], plan.Compared);
        Assert.Equal([0, 1], plan.Present);
    }

    [Fact]
    public void Together_AreThoseOfOnePriorityUpToTheFirstThatDoesNotFit()
    {
        _state.Take(Ticket("bulk", "u1"));
        _state.Take(Ticket("a", "u2") with { Interactive = true });
        _state.Take(Long("long", 60) with { Interactive = true });
        _state.Take(Ticket("b", "u3") with { Interactive = true });
        _state.Take(Long("longer", 60) with { Interactive = true });
        _state.Take(Ticket("c", "u4") with { Interactive = true });

        Assert.Equal(["a", "long", "b"], _state.Together(_state.Turn!).Select(member => member.Ticket.Id));
        Assert.Equal(["bulk"], _state.Together(_state.Tickets[0]).Select(member => member.Ticket.Id));
    }

    [Fact]
    public void TicketThatFailedTogether_OrIsWrittenInPart_OrIsLong_IsServedByItself()
    {
        _state.Take(Ticket("a", "u1", "u2"));
        _state.Take(Ticket("b", "u3"));
        _state.Tickets[0].Written.Add(1);
        Assert.Empty(_state.Together(_state.Tickets[0]));

        _state.Tickets[1].IsAlone = true;
        Assert.Empty(_state.Together(_state.Tickets[1]));

        _state.Take(Long("long", 101));
        Assert.Empty(_state.Together(_state.Tickets[2]));
    }

    [Fact]
    public void TicketThatWasSentBefore_IsServedTogether_AndVerifiedAfterwards()
    {
        var group = Group(Ticket("a", "u1"), Ticket("b", "u2"));
        group.Members[0].Sent[1] = 1;

        group.Apply(Verified(Added(absent: [0, 1], present: [], written: [0, 1])), Now);

        Assert.Equal(TicketStep.Verify, group.Members[0].Next);
        Assert.Equal(TicketStep.End, group.Members[1].Next);
    }

    [Fact]
    public void VerifiedTogether_AreThoseOfOneWrite()
    {
        var group = SentTwice(Ticket("a", "u1"), Ticket("b", "u2"), Ticket("c", "u3"));
        group.Members[1].LastWrite += TimeSpan.FromSeconds(1);

        Assert.Equal(["a", "c"], _state.VerifiedWith(_state.Tickets[0]).Select(member => member.Ticket.Id));
        Assert.Equal(["b"], _state.VerifiedWith(_state.Tickets[1]).Select(member => member.Ticket.Id));
    }

    [Fact]
    public void TicketThatFoundWhatAnotherWrote_IsVerifiedByItself()
    {
        var group = SentTwice(Ticket("a", "u1"), Ticket("b", "u2", "u1"));
        group.Members[1].Changes = group.Members[1].Changes with { AlreadyPresent = [2] };

        Assert.Single(_state.VerifiedWith(_state.Tickets[0]));
        Assert.Single(_state.VerifiedWith(_state.Tickets[1]));
    }

    [Fact]
    public void WhatIsSeenOfRows_IsToldToTheTicketWhoseTheyAre()
    {
        var group = SentTwice(Ticket("a", "u1", "u2"), Ticket("b", "u3"));
        var look = new VerifyGroup(_state.VerifiedWith(_state.Tickets[0]));
        var request = look.Request("list");

        var verified = new VerifiedList(Lost: [2], [new DoubledRow(1, Copies: 2, Position: 7)], DoubledElsewhere: [0]);

        Assert.Equal([0, 1, 2], request.Rows.Select(row => row.Line));
        Assert.Equal([0, 1, 2], request.Sent.Keys.Order());
        Assert.Equal([1], look.Share(0, verified).DoubledElsewhere);
        Assert.Equal(new DoubledRow(2, Copies: 2, Position: 7), Assert.Single(look.Share(0, verified).DoubledHere));
        Assert.Empty(look.Share(0, verified).Lost);
        Assert.Equal([1], look.Share(1, verified).Lost);
        Assert.Empty(look.Share(1, verified).DoubledHere);
        Assert.Equal(2, group.Members.Count);
    }

    [Fact]
    public void OneByItself_IsVerifiedByItsOwnLines()
    {
        SentTwice(Ticket("a", "u1", "u2"));
        var look = new VerifyGroup(_state.Tickets);
        var verified = new VerifiedList(Lost: [2], [], []);

        Assert.Equal([1, 2], look.Request("list").Rows.Select(row => row.Line));
        Assert.Same(verified, look.Share(0, verified));
    }

    /// <summary>Tickets whose first write did not happen, and whose second one was read back.</summary>
    private TicketGroup SentTwice(params Ticket[] tickets)
    {
        var group = Group(tickets);
        foreach (var member in group.Members)
        {
            foreach (var row in member.Ticket.Tracks)
            {
                member.Sent[row.Line] = 1;
            }
        }

        int[] all = [.. group.Request.SelectMany(ticket => ticket.Rows).Select(row => row.Line)];
        group.Apply(Verified(Added(absent: all, present: [], written: all) with { Compared = [.. Enumerable.Range(0, tickets.Length)] }), Now);
        return group;
    }

    private static AddedTickets Verified(AddedTickets added) => added with { Batch = added.Batch with { Verified = true } };

    private TicketGroup Group(params Ticket[] tickets)
    {
        foreach (var ticket in tickets)
        {
            _state.Take(ticket);
        }

        return new TicketGroup(_state.Together(_state.Turn!));
    }

    private static AddedTickets Added(int[] absent, int[] present, int[] written, int[]? dead = null) => new(
        [0, 1], absent, present, [], Before, new WrittenBatch(written, dead ?? [], Doubt: null, new ListTail(9, "y")));

    private static Ticket Ticket(string id, params string[] uris) => new(
        id, $"sync/{id}", [.. uris.Select((uri, index) => Wanted(index + 1, uri, uri))], DuplicateHandling.Skip, Interactive: false);

    private static Ticket Long(string id, int rows) => Ticket(id, [.. Enumerable.Range(0, rows).Select(row => $"{id}{row}")]);
}
