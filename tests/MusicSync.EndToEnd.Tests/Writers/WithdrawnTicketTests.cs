using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace MusicSync.EndToEnd.Tests.Writers;

/// <summary>A ticket that is withdrawn ends as soon as it can, whatever the writer is doing, and the others are served.</summary>
public sealed class WithdrawnTicketTests(LoneTemporal server) : IClassFixture<LoneTemporal>
{
    private const string Compare = "playlist.compare";
    private const string Write = "playlist.write";
    private const string Settle = "playlist.settle";
    private const string Verify = "playlist.verify";

    [Fact(Timeout = Chaos.Hung)]
    public async Task WaitingBehindAnother_IsAnsweredAtOnce()
    {
        await using var lab = new WriterLab(server);
        var (first, waiting) = (lab.Ticket("a", 1, 10), lab.Ticket("b", 11, 10));
        using var held = lab.Playlist.Hold(Write);
        await lab.SubmitAsync(first);
        await lab.Playlist.BegunAsync(Write);
        await lab.SubmitAsync(waiting);

        // The first one's write is still held.
        await lab.WithdrawAsync(waiting);
        held.Dispose();

        Assert.Equal(TicketPhase.Withdrawn, (await lab.EndAsync(waiting)).Phase);
        Assert.Equal(TicketPhase.Done, (await lab.EndAsync(first)).Phase);
        Assert.Equal(first.Tracks.Select(row => row.Track.Uri), lab.Playlist.Uris);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task InARunThatEarlierCodeBegan_IsAnsweredAfterTheStepInFlight()
    {
        await using var lab = new WriterLab(server, isEarlierCode: true);
        var (first, waiting) = (lab.Ticket("a", 1, 150), lab.Ticket("b", 201, 10));
        using var held = lab.Playlist.Hold(Write);
        await lab.SubmitAsync(first);
        await lab.Playlist.BegunAsync(Write);
        await lab.SubmitAsync(waiting);

        var withdraw = lab.WithdrawAsync(waiting);
        await lab.UntilAcceptedAsync("withdraw");
        held.Dispose();
        await withdraw;

        Assert.Equal(TicketPhase.Withdrawn, (await lab.EndAsync(waiting)).Phase);
        Assert.Equal(TicketPhase.Done, (await lab.EndAsync(first)).Phase);
        Assert.Equal(first.Tracks.Select(row => row.Track.Uri), lab.Playlist.Uris);
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData("a")]
    [InlineData("b")]
    public async Task WhileContinuingAsNewIsDue_Ends_AndTheOtherIsServed(string withdrawn)
    {
        await using var lab = new WriterLab(server) { Steps = 2 };
        var (first, second) = (lab.Ticket("a", 1, 150), lab.Ticket("b", 201, 10));
        using var held = lab.Playlist.Hold(Write);
        await lab.SubmitAsync(first);
        await lab.Playlist.BegunAsync(Write);
        await lab.SubmitAsync(second);

        // The step that is held is the one after which the writer goes on in a new run.
        var withdraw = lab.WithdrawAsync(withdrawn == "a" ? first : second);
        await lab.UntilAcceptedAsync("withdraw");
        held.Dispose();
        await withdraw;
        var third = lab.Ticket("c", 301, 10);
        await lab.SubmitAsync(third);

        Assert.Equal(TicketPhase.Done, (await lab.EndAsync(withdrawn == "a" ? second : first)).Phase);
        Assert.Equal(TicketPhase.Done, (await lab.EndAsync(third)).Phase);
        Assert.True(await lab.History.RunsAsync() > 1);
    }

    [Theory(Timeout = Chaos.Hung)]
    [InlineData(Compare)]
    [InlineData(Write)]
    [InlineData(Verify)]
    public async Task HeldBackByAnOutage_EndsAtOnce_AndTheStepIsGivenUp(string step)
    {
        await using var lab = new WriterLab(server);
        var (first, second) = (lab.Ticket("a", 1, 150), lab.Ticket("b", 201, 10));
        lab.Playlist.Before(step, () => throw new ApplicationFailureException("502", "SpotifyUnavailable", nextRetryDelay: TimeSpan.FromHours(1)));
        await lab.SubmitAsync(first);
        await lab.UntilHeldBackAsync(step);

        var changes = await lab.WithdrawAsync(first);
        lab.Playlist.Before(step, () => Task.CompletedTask);
        await lab.SubmitAsync(second);

        Assert.Equal(TicketPhase.Withdrawn, (await lab.EndAsync(first)).Phase);
        Assert.Equal(TicketPhase.Done, (await lab.EndAsync(second)).Phase);
        var written = step == Verify ? first.Tracks : [];
        Assert.Equal(written.Select(row => row.Line), changes.Added ?? []);
        Assert.Equal(written.Concat(second.Tracks).Select(row => row.Track.Uri), lab.Playlist.Uris);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task OvertakingItsSubmit_TheSubmitDoesNothing()
    {
        await using var lab = new WriterLab(server);
        var (first, second) = (lab.Ticket("a", 1, 10), lab.Ticket("b", 11, 10));

        await lab.WithdrawAsync(first);
        await lab.SubmitAsync(first);
        await lab.SubmitAsync(second);

        await lab.EndAsync(second);
        Assert.Equal(second.Tracks.Select(row => row.Track.Uri), lab.Playlist.Uris);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task AfterItsEnd_NothingIsLost()
    {
        await using var lab = new WriterLab(server);
        var ticket = lab.Ticket("a", 1, 10);
        await lab.SubmitAsync(ticket);
        var ended = await lab.EndAsync(ticket);

        await lab.WithdrawAsync(ticket);

        Assert.Equal(ticket.Tracks.Select(row => row.Line), ended.Changes.Added!);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WithAWriteInDoubt_ThatIsSeen_IsReportedAsAdded()
    {
        await using var lab = new WriterLab(server);
        var ticket = lab.Ticket("a", 1, 10);
        using var held = lab.Playlist.Hold(Settle);
        _ = DieInMidWrite(lab, ticket, isWritten: true);
        await lab.SubmitAsync(ticket);
        await lab.Playlist.BegunAsync(Settle);

        var withdraw = lab.WithdrawAsync(ticket);
        await lab.UntilAcceptedAsync("withdraw");
        held.Dispose();

        Assert.Equal(ticket.Tracks.Select(row => row.Line), (await withdraw).Added!);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WithAWriteInDoubt_InAnOutage_IsReportedAsInDoubt_AndSettledBeforeAnythingElse()
    {
        await using var lab = new WriterLab(server);
        var (first, second) = (lab.Ticket("a", 1, 10), lab.Ticket("b", 1, 20));
        using var held = lab.Playlist.Hold(Settle);
        _ = DieInMidWrite(lab, first, isWritten: true);
        await lab.SubmitAsync(first);
        await lab.Playlist.BegunAsync(Settle);
        await lab.SubmitAsync(second);

        var changes = await lab.WithdrawAsync(first);
        var before = lab.Playlist.Uris;
        held.Dispose();
        await lab.EndAsync(second);

        Assert.Equal(first.Tracks.Select(row => row.Line), changes.InDoubt!);
        Assert.Empty(changes.Added ?? []);
        Assert.Equal(first.Tracks.Select(row => row.Track.Uri), before);
        Assert.Equal(second.Tracks.Select(row => row.Track.Uri), lab.Playlist.Uris);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WorkerDeadInMidWrite_ThenWithdrawn_KeepsTheDoubt()
    {
        await using var lab = new WriterLab(server);
        var ticket = lab.Ticket("a", 1, 10);
        var dying = DieInMidWrite(lab, ticket, isWritten: true);
        await lab.SubmitAsync(ticket);
        await dying;

        // Before Temporal has noticed that the worker is gone.
        var changes = await lab.WithdrawAsync(ticket);

        Assert.Equal(ticket.Tracks.Select(row => row.Line), changes.Added!);
    }

    /// <summary>The next write records its intent, perhaps arrives, and is never heard of again.</summary>
    private static Task DieInMidWrite(WriterLab lab, Ticket ticket, bool isWritten)
    {
        var dying = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lab.Playlist.Instead(Write, async () =>
        {
            var lines = ticket.Tracks.Select(row => row.Line).ToList();
            var intent = new WriteIntent(lines, ListTail.Empty, DateTimeOffset.UtcNow);
            ActivityExecutionContext.Current.Heartbeat(new WriteJournal([], [], ListTail.Empty, intent));
            foreach (var row in isWritten ? ticket.Tracks : [])
            {
                lab.Playlist.Add(row.Track.Uri);
            }

            dying.TrySetResult();
            await Task.Delay(TimeSpan.FromSeconds(10));
        });
        return dying.Task;
    }
}
