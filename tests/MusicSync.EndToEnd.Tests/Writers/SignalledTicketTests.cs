using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Playlists.Writer;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>A small ticket comes by signal: served like any other, refused aloud when there is no room.</summary>
public sealed class SignalledTicketTests(LoneTemporal server) : IClassFixture<LoneTemporal>
{
    [Fact(Timeout = Chaos.Hung)]
    public async Task BySignal_IsWritten_AndTheSameByUpdateIsOne()
    {
        await using var lab = new WriterLab(server);
        await lab.SubmitAsync(lab.Ticket("first", 1, 1));
        var ticket = lab.Ticket("signalled", 2, 1);

        await lab.SignalAsync(ticket);
        await lab.SubmitAsync(ticket);
        var end = await lab.EndAsync(ticket);

        Assert.Equal((TicketPhase.Done, 2), (end.Phase, Assert.Single(end.Changes.Added!)));
        Assert.Equal([WriterLab.Uri(1), WriterLab.Uri(2)], lab.Playlist.Uris);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task BySignalTwice_IsOne()
    {
        await using var lab = new WriterLab(server);
        await lab.SubmitAsync(lab.Ticket("first", 1, 1));
        var ticket = lab.Ticket("signalled", 2, 1);

        await lab.SignalAsync(ticket);
        await lab.SignalAsync(ticket);
        await lab.EndAsync(ticket);
        await lab.SignalAsync(ticket);
        await lab.SubmitAsync(lab.Ticket("last", 3, 1));
        await lab.EndAsync(lab.Ticket("last", 3, 1));

        Assert.Equal([WriterLab.Uri(1), WriterLab.Uri(2), WriterLab.Uri(3)], lab.Playlist.Uris);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task ManySignals_EndTheRunWhenThereIsNothingToDo()
    {
        const int Signals = 100;
        await using var lab = new WriterLab(server);
        await lab.SubmitAsync(lab.Ticket("first", 1, 1));
        Ticket[] tickets = [.. Enumerable.Range(2, Signals).Select(line => lab.Ticket($"signalled-{line}", line, 1))];

        await Task.WhenAll(tickets.Select(lab.SignalAsync));
        foreach (var ticket in tickets)
        {
            await lab.EndAsync(ticket);
        }

        await Eventually.TrueAsync(async () => await lab.History.RunsAsync() == 2);
        var next = lab.Ticket("next", Signals + 2, 1);
        await lab.SignalAsync(tickets[0]);
        await lab.SignalAsync(next);
        await lab.EndAsync(next);
        Assert.Equal(Enumerable.Range(1, Signals + 2).Select(WriterLab.Uri).Order(), lab.Playlist.Uris.Order());
        Assert.Equal(WriterLab.Uri(Signals + 2), lab.Playlist.Uris[^1]);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WithoutRoom_IsRefused_AndTakenOnceThereIs()
    {
        await using var lab = new WriterLab(server) { MaxCarriedTracks = 10 };
        using var held = lab.Playlist.Hold("playlist.write");
        await lab.SubmitAsync(lab.Ticket("large", 1, 10));
        await lab.Playlist.BegunAsync("playlist.write");
        var ticket = lab.Ticket("small", 11, 1);

        await lab.SignalAsync(ticket);
        await lab.UntilToldAsync(ticket, TicketPhase.Refused);
        held.Dispose();
        await lab.EndAsync(lab.Ticket("large", 1, 10));
        await lab.UntilRoomAsync(ticket);
        var end = await lab.EndAsync(ticket);

        Assert.Equal((TicketPhase.Done, 11), (end.Phase, Assert.Single(end.Changes.Added!)));
        Assert.Equal(11, lab.Playlist.Uris.Count);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task RunOfEarlierCode_DoesNotHearIt_AndTakesTheUpdateThatFollows()
    {
        await using var lab = new WriterLab(server, isEarlierCode: true);
        await lab.SubmitAsync(lab.Ticket("first", 1, 1));
        var ticket = lab.Ticket("signalled", 2, 1);

        await lab.SignalAsync(ticket);
        await lab.EndAsync(lab.Ticket("first", 1, 1));
        Assert.Equal([WriterLab.Uri(1)], lab.Playlist.Uris);
        await lab.SubmitAsync(ticket);
        await lab.EndAsync(ticket);

        Assert.Equal([WriterLab.Uri(1), WriterLab.Uri(2)], lab.Playlist.Uris);
    }
}
