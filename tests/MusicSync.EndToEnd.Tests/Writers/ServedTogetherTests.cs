using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>Small tickets that wait at the same time are written in one step, and what befalls one is told to it alone.</summary>
public sealed class ServedTogetherTests(LoneTemporal server) : IClassFixture<LoneTemporal>
{
    private const string Add = "playlist.add";
    private const string Write = "playlist.write";

    [Fact(Timeout = Chaos.Hung)]
    public async Task ThoseThatWait_AreWrittenInOneStep_InOrderOfArrival()
    {
        await using var lab = new WriterLab(server);
        var tickets = await WaitingAsync(lab, 40, index => lab.Ticket($"t{index}", 101 + index, 1));

        var ended = await Task.WhenAll(tickets.Select(lab.EndAsync));

        Assert.Equal(40, Assert.Single(lab.Playlist.Added).Tickets.Count);
        Assert.Equal(tickets.Select(ticket => ticket.Tracks[0].Track.Uri), lab.Playlist.Uris.Skip(1));
        Assert.All(ended.Zip(tickets), pair => AssertAdded(pair.Second, pair.First));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task MoreThanOneWriteHolds_AreWrittenInSeveral()
    {
        await using var lab = new WriterLab(server);
        var tickets = await WaitingAsync(lab, 5, index => lab.Ticket($"t{index}", 101 + (index * 30), 30));

        var ended = await Task.WhenAll(tickets.Select(lab.EndAsync));

        Assert.Equal([3, 2], lab.Playlist.Added.Select(added => added.Tickets.Count));
        Assert.Equal(tickets.SelectMany(ticket => ticket.Tracks).Select(row => row.Track.Uri), lab.Playlist.Uris.Skip(1));
        Assert.All(ended.Zip(tickets), pair => AssertAdded(pair.Second, pair.First));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task OfOneSong_IsAddedByTheFirst_AndThereForTheOthers()
    {
        await using var lab = new WriterLab(server);
        var tickets = await WaitingAsync(lab, 10, index => lab.Ticket($"t{index}", 101, 1));

        var ended = await Task.WhenAll(tickets.Select(lab.EndAsync));

        Assert.Equal(2, lab.Playlist.Uris.Count);
        AssertAdded(tickets[0], ended[0]);
        Assert.All(ended.Skip(1), end => Assert.Equal([101], end.Changes.AlreadyPresent!));
        Assert.All(ended.Skip(1), end => Assert.Empty(end.Changes.Added ?? []));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task OneDeadTrack_IsDeadForItsTicketOnly()
    {
        await using var lab = new WriterLab(server);
        var tickets = await WaitingAsync(lab, 5, index => lab.Ticket($"t{index}", index == 2 ? WriterLab.DeadLine : 101 + index, 1));

        var ended = await Task.WhenAll(tickets.Select(lab.EndAsync));

        Assert.Equal(TicketPhase.Done, ended[2].Phase);
        Assert.Equal([WriterLab.DeadLine], ended[2].Changes.Dead!);
        Assert.Empty(ended[2].Changes.Added ?? []);
        Assert.All(ended.Zip(tickets).Where((_, index) => index != 2), pair => AssertAdded(pair.Second, pair.First));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task OneWithdrawnInMidStep_Leaves_AndTheOthersAreWritten()
    {
        await using var lab = new WriterLab(server);
        using var held = lab.Playlist.Hold(Add);
        var tickets = await WaitingAsync(lab, 5, index => lab.Ticket($"t{index}", 101 + index, 1));
        await lab.Playlist.BegunAsync(Add);

        var changes = await lab.WithdrawAsync(tickets[2]);
        held.Dispose();
        var ended = await Task.WhenAll(tickets.Select(lab.EndAsync));

        Assert.Empty(changes.Added ?? []);
        Assert.Equal(TicketPhase.Withdrawn, ended[2].Phase);
        Assert.All(ended.Zip(tickets).Where((_, index) => index != 2), pair => AssertAdded(pair.Second, pair.First));
        Assert.DoesNotContain(WriterLab.Uri(103), lab.Playlist.Uris);
        Assert.Equal(5, lab.Playlist.Uris.Count);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task FailingTogether_AreServedAlone_AndOnlyTheGuiltyIsStopped()
    {
        await using var lab = new WriterLab(server);
        lab.Playlist.Instead(Add, () => throw new ApplicationFailureException("no", "SpotifyInvalidArgument", nonRetryable: true));
        var tickets = await WaitingAsync(lab, 3, index => lab.Ticket($"t{index}", 101 + index, 1));
        var failures = 0;
        lab.Playlist.Before(Write, () => Interlocked.Increment(ref failures) == 2
            ? throw new ApplicationFailureException("no", "SpotifyInvalidArgument", nonRetryable: true)
            : Task.CompletedTask);

        var ended = await Task.WhenAll(tickets.Select(lab.EndAsync));

        Assert.Equal([TicketPhase.Done, TicketPhase.Stopped, TicketPhase.Done], ended.Select(end => end.Phase));
        Assert.Equal("SpotifyInvalidArgument", ended[1].Stop!.Kind);
        AssertAdded(tickets[0], ended[0]);
        AssertAdded(tickets[2], ended[2]);
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task WorkerDeadInMidWrite_IsSettledForAll(bool isWritten, bool withdraws)
    {
        await using var lab = new WriterLab(server);
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lab.Playlist.Instead(Add, async () =>
        {
            var before = new ListTail(1, WriterLab.Uri(1));
            ActivityExecutionContext.Current.Heartbeat(
                new WriteJournal([], [], before, new WriteIntent([0, 1, 2, 3], before, DateTimeOffset.UtcNow)));
            foreach (var line in isWritten ? [101, 102, 103, 104] : Array.Empty<int>())
            {
                lab.Playlist.Add(WriterLab.Uri(line));
            }

            died.TrySetResult();
            await Task.Delay(TimeSpan.FromSeconds(10));
        });
        var tickets = await WaitingAsync(lab, 4, index => lab.Ticket($"t{index}", 101 + index, 1));
        await died.Task;
        var withdrawn = withdraws ? await lab.WithdrawAsync(tickets[1]) : null;

        var ended = await Task.WhenAll(tickets.Select(lab.EndAsync));

        Assert.Equal(Enumerable.Range(101, 4).Prepend(1).Select(WriterLab.Uri), lab.Playlist.Uris);
        Assert.All(ended.Zip(tickets), pair => Assert.Equal(pair.Second.Tracks.Select(row => row.Line), pair.First.Changes.Added!));
        Assert.Equal(withdraws ? TicketPhase.Withdrawn : TicketPhase.Done, ended[1].Phase);
        if (withdraws)
        {
            Assert.Equal([102], withdrawn!.Added!);
        }
    }

    private static void AssertAdded(Ticket ticket, TicketProgress end)
    {
        Assert.Equal(TicketPhase.Done, end.Phase);
        Assert.Equal(ticket.Tracks.Select(row => row.Line), end.Changes.Added!);
    }

    /// <summary>Lets tickets wait behind the write of another one, then lets that one end.</summary>
    private static async Task<IReadOnlyList<Ticket>> WaitingAsync(WriterLab lab, int count, Func<int, Ticket> ticketOf)
    {
        using var held = lab.Playlist.Hold(Write);
        await lab.SubmitAsync(lab.Ticket("first", 1, 1));
        await lab.Playlist.BegunAsync(Write);
        List<Ticket> tickets = [];
        foreach (var index in Enumerable.Range(0, count))
        {
            tickets.Add(ticketOf(index));
            await lab.SubmitAsync(tickets[^1]);
        }

        return tickets;
    }
}
