using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>The workflow's side of a ticket's steps: schedules the activity, applies its result, tells the sync.</summary>
internal sealed class TicketSteps(
    PlaylistWriter writer, WriterState state, TicketReporter reporter, TicketVerifier verifier, TicketMirror mirror, ProvenWrites proven)
{
    private IReadOnlyList<TicketState> _inFlight = [];
    private CancellationTokenSource? _step;
    private int _taken;

    /// <summary>Whether a step of this ticket is being taken.</summary>
    public bool IsInFlight(TicketState ticket) => _inFlight.Contains(ticket);

    /// <summary>
    /// Gives the step in flight up, since its ticket was withdrawn: one that is held back ends now, one that runs after the call
    /// in flight. Looking for evidence of a write, and a repair that has begun, are finished.
    /// </summary>
    public void GiveUp() => _step?.Cancel();

    /// <summary>Takes the ticket's next step; removes the ticket when it is over.</summary>
    public async Task TakeAsync(TicketState ticket)
    {
        if (ticket.NeedsCaughtUpReads && state.CaughtUpAt is not null)
        {
            await EditSteps.CatchUpAsync(state);
            return;
        }

        _taken++;
        IReadOnlyList<TicketState> served = ticket.Next is TicketStep.Compare or TicketStep.Write && WriterPatches.Together
            ? state.Together(ticket)
            : [];
        var verified = ticket.Next == TicketStep.Verify && WriterPatches.Together ? state.VerifiedWith(ticket) : [ticket];
        var isOneStep = served.Count > 1 || (served.Count == 1 && ticket.Ticket.Interactive);
        using var trace = CurrentSync.UseTrace(ticket.Ticket.TraceParent);
        using var sync = CurrentSync.Use(ticket.Ticket.SyncWorkflowId);
        using var step = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        (_inFlight, _step) = (isOneStep ? served : verified, step);
        try
        {
            await (isOneStep ? AddAsync(new TicketGroup(served), step.Token) : ticket.Next switch
            {
                TicketStep.Compare => CompareAsync(ticket, step.Token),
                TicketStep.Write => WriteAsync(ticket, step.Token),
                TicketStep.Settle => SettleAsync(ticket),
                TicketStep.Mirror => mirror.WriteAsync(ticket, step.Token),
                TicketStep.SettleMirror => mirror.SettleAsync(ticket),
                TicketStep.Verify => verifier.VerifyAsync(verified, step.Token),
                _ => reporter.EndAsync(ticket),
            });
        }
        catch (ActivityFailureException failure) when (step.IsCancellationRequested
            && !Workflow.CancellationToken.IsCancellationRequested
            && TemporalException.IsCanceledException(failure))
        {
            // Nothing of it is in flight or in doubt; the ticket ends with its next step.
        }
        catch (ActivityFailureException failure) when (failure.InnerException is ApplicationFailureException application)
        {
            if (_inFlight.Count > 1)
            {
                // Whose fault it is shows when each is served by itself.
                foreach (var member in _inFlight)
                {
                    member.IsAlone = true;
                }
            }
            else
            {
                var stop = CallStop.In(failure) ?? new CallStop(application.ErrorType ?? "Unknown", application.Message);
                await reporter.EndAsync(ticket, TicketPhase.Stopped, stop);
            }
        }
        finally
        {
            (_inFlight, _step) = ([], null);
        }
    }

    private async Task CompareAsync(TicketState ticket, CancellationToken cancellationToken)
    {
        state.Forget(Workflow.UtcNow - writer.SettleTime);
        var request = new CompareList(
            writer.PlaylistId,
            ticket.Ticket.Tracks,
            ticket.Ticket.Duplicates,
            [.. state.Recent.Select(write => write.Row)],
            ticket.Ticket.Interactive);
        var compared = await Workflow.ExecuteActivityAsync(
            (WriteActivities activities) => activities.CompareAsync(request),
            WriterActivityOptions.Read(writer.TimeScale, ticket.Ticket.Interactive, cancellationToken));
        if (!await reporter.StopAsync(ticket, compared.Stop))
        {
            if (WriterPatches.Progress)
            {
                state.Learn(ticket, compared);
            }
            else
            {
                state.Tail = compared.Tail;
                state.TailReadAt = compared.TailReadAt;
            }

            await reporter.GoOnAsync(ticket, ticket.Apply(compared));
        }
    }

    /// <summary>Serves small tickets in one step; each is told its own share.</summary>
    private async Task AddAsync(TicketGroup group, CancellationToken cancellationToken)
    {
        state.Forget(Workflow.UtcNow - writer.SettleTime);
        var interactive = group.Members[0].Ticket.Interactive;
        var request = new AddTickets(
            writer.PlaylistId,
            group.Request,
            [.. state.Recent.Select(write => write.Row)],
            [.. state.Recent.Select(write => write.TotalBefore).Distinct()],
            interactive,
            state.Tail,
            IsFirst: _taken == 1 && writer.Carried is null && state.Recent.Count == 0);
        var added = await AddAsync(request, cancellationToken);
        if (added.Before is { } before)
        {
            state.Learn(group.Members, before, added.Batch.TailReadAt);
        }

        var batch = added.Batch;
        state.Tail = batch.Tail;
        state.TailReadAt = batch.TailReadAt;
        var changes = group.Apply(added, Workflow.UtcNow);
        await proven.AddAsync(group.Members, group.Rows(batch.Written), added.Before?.Total ?? 0);
        var compared = added.Compared.Select(index => group.Members[index]).ToHashSet();
        await Workflow.WhenAllAsync(group.Members.Zip(changes, (member, news) =>
            GoOnAsync(member, news, added.Before is null || compared.Contains(member) ? batch.Stop : null)));
    }

    private Task GoOnAsync(TicketState member, PlaylistChanges news, CallStop? stop) => member switch
    {
        // All of it was there already, or it was withdrawn meanwhile.
        { Next: TicketStep.End } => reporter.GoOnAsync(member, news),
        _ when stop is not null => reporter.StopAsync(member, stop),
        // It is to be compared with its next turn; what is known is told then.
        { Absent: null, Written.Count: 0, Doubt: null } => Task.CompletedTask,
        _ => reporter.GoOnAsync(member, news),
    };

    private async Task<AddedTickets> AddAsync(AddTickets request, CancellationToken cancellationToken)
    {
        try
        {
            return await Workflow.ExecuteActivityAsync(
                (AddActivities activities) => activities.AddAsync(request),
                WriterActivityOptions.Batch(writer.TimeScale, request.Interactive, cancellationToken));
        }
        catch (ActivityFailureException failure) when (failure.InnerException is TimeoutFailureException died)
        {
            return AddedTickets.NotCompared(InJournalOf(died));
        }
    }

    private async Task WriteAsync(TicketState ticket, CancellationToken cancellationToken)
    {
        if (state.Tail is not { } tail)
        {
            // Somebody else edited the list: what is absent has to be found again.
            ticket.Absent = null;
            return;
        }

        var rows = ticket.Rows(ticket.Absent!.Take(PlaylistLimits.UrisPerWrite));
        var batch = new WriteBatch(
            writer.PlaylistId,
            rows,
            tail,
            state.TailReadAt,
            [.. state.Recent.Select(write => write.TotalBefore).Distinct().Where(total => total != tail.Total)],
            OnlyBatch: ticket is { Written.Count: 0, Sent.Count: 0 } && rows.Count == ticket.Absent!.Count,
            ticket.Ticket.Interactive);
        var written = await SendAsync(batch, cancellationToken);
        state.Tail = written.Tail;
        state.TailReadAt = written.TailReadAt;
        var changes = ticket.Apply(written, Workflow.UtcNow);
        await proven.AddAsync([ticket], ticket.Rows(written.Written), tail.Total);
        if (!await reporter.StopAsync(ticket, written.Stop))
        {
            await reporter.GoOnAsync(ticket, changes);
        }
    }

    private async Task<WrittenBatch> SendAsync(WriteBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await Workflow.ExecuteActivityAsync(
                (WriteActivities activities) => activities.WriteAsync(batch),
                WriterActivityOptions.Batch(writer.TimeScale, batch.Interactive, cancellationToken));
        }
        catch (ActivityFailureException failure) when (failure.InnerException is TimeoutFailureException died)
        {
            return InJournalOf(died);
        }
    }

    /// <summary>
    /// What is known of an attempt whose worker died, or was cut off; whether the write in its journal happened is for the
    /// rules of evidence.
    /// </summary>
    private static WrittenBatch InJournalOf(TimeoutFailureException died)
    {
        var journal = died.LastHeartbeatDetails.Count > 0 ? died.LastHeartbeatDetails.ElementAt<WriteJournal>(0) : null;
        return new WrittenBatch(journal?.Written ?? [], journal?.Dead ?? [], journal?.Intent, Tail: null);
    }

    /// <summary>Settles the write in doubt for all tickets whose rows it carries.</summary>
    private async Task SettleAsync(TicketState ticket)
    {
        var members = state.InDoubt;
        var (before, notAfter) = (ticket.Doubt!.Before, ticket.Doubt.NotAfter);
        var rows = new NumberedRows(members.Select(member => member.Rows(member.Doubt!.Lines))).All;
        var intent = new WriteIntent([.. rows.Select(row => row.Line)], before, notAfter);
        var request = new SettleWrite(writer.PlaylistId, rows, intent, ticket.Ticket.Interactive);
        var settled = await Workflow.ExecuteActivityAsync(
            (WriteActivities activities) => activities.SettleAsync(request), WriterActivityOptions.Read(writer.TimeScale, ticket.Ticket.Interactive));
        if (settled.Stop is { } stop)
        {
            await Workflow.WhenAllAsync(members.Select(member => reporter.StopAsync(member, stop)));
            return;
        }

        state.Tail = settled.Tail;
        state.TailReadAt = settled.TailReadAt;
        var changes = members.Select(member => member.Apply(settled, Workflow.UtcNow)).ToList();
        if (settled.Seen)
        {
            await proven.AddAsync(members, rows, before.Total);
        }

        await Workflow.WhenAllAsync(members.Zip(changes, (member, news) => TicketReporter.TellAsync(member, TicketPhase.Writing, news)));
    }
}

/// <summary>Has a written ticket read back, mends what this ticket lost or doubled, and names what it cannot mend.</summary>
internal sealed class TicketVerifier(PlaylistWriter writer, WriterState state, TicketReporter reporter)
{
    /// <summary>Verifies tickets that were written by one step, with one look.</summary>
    public async Task VerifyAsync(IReadOnlyList<TicketState> tickets, CancellationToken cancellationToken)
    {
        await Workflow.WhenAllAsync(tickets.Select(ticket => TicketReporter.TellAsync(ticket, TicketPhase.Verifying, PlaylistChanges.None)));
        var group = new VerifyGroup(tickets);
        var request = group.Request(writer.PlaylistId);
        var verified = await Workflow.ExecuteActivityAsync(
            (VerifyActivities activities) => activities.VerifyAsync(request),
            WriterActivityOptions.Read(writer.TimeScale, request.Interactive, cancellationToken));
        foreach (var (index, ticket) in tickets.Index())
        {
            await ApplyAsync(ticket, group.Share(index, verified));
        }
    }

    private async Task ApplyAsync(TicketState ticket, VerifiedList verified)
    {
        if (await reporter.StopAsync(ticket, verified.Stop))
        {
            return;
        }

        foreach (var row in verified.DoubledHere)
        {
            await RepairAsync(ticket, row);
        }

        await TicketReporter.TellAsync(
            ticket, TicketPhase.Verifying, ticket.Report(new PlaylistChanges(DoubledElsewhere: verified.DoubledElsewhere)));
        if (verified.Lost.Count == 0)
        {
            ticket.Verified = verified.DoubledHere.Count == 0;
        }
        else if (ticket.Mended)
        {
            await reporter.StopAsync(ticket, new CallStop(ActivityFailureTypes.VerificationError, Difference(verified.Lost)));
        }
        else
        {
            ticket.Mend(verified.Lost);
        }
    }

    private static string Difference(IReadOnlyList<int> lost) =>
        $"{lost.Count} row(s) were written twice and are not in the playlist, lines {string.Join(", ", lost.Take(20))}; "
        + "somebody or something removes them. Send the list again when that has stopped.";

    private async Task RepairAsync(TicketState ticket, DoubledRow doubled)
    {
        var request = new RepairRow(writer.PlaylistId, ticket.Rows([doubled.Line]).Single(), doubled.Copies, doubled.Position);
        var repaired = await Workflow.ExecuteActivityAsync(
            (VerifyActivities activities) => activities.RepairAsync(request), WriterActivityOptions.Write(writer.TimeScale, ticket.Ticket.Interactive));
        ticket.Sent[doubled.Line] = 1;
        ticket.LastWrite = Workflow.UtcNow;
        state.Tail = null;
        await TicketReporter.TellAsync(ticket, TicketPhase.Verifying, ticket.Report(new PlaylistChanges(Removed: repaired.Removed)));
    }
}

/// <summary>Tells syncs about their tickets, and takes tickets that are over off the list.</summary>
internal sealed class TicketReporter(WriterState state)
{
    /// <summary>
    /// Reports a step, and of writes that follow each other quickly several at a time; the last one is reported with the end, so that
    /// a single song costs one signal.
    /// </summary>
    public Task GoOnAsync(TicketState ticket, PlaylistChanges changes) => ticket.Next switch
    {
        TicketStep.End => EndAsync(ticket),
        TicketStep.Settle => TellAsync(ticket, TicketPhase.Verifying, changes),
        _ when ticket.Written.Count == 0 && ticket.Absent?.Count <= PlaylistLimits.UrisPerWrite => Task.CompletedTask,
        _ when WriterPatches.TellsInIntervals && !ticket.IsToBeTold(changes, Workflow.UtcNow) => Task.CompletedTask,
        _ => TellAsync(ticket, TicketPhase.Writing, changes),
    };

    /// <summary>Ends a ticket that met a stop.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> StopAsync(TicketState ticket, CallStop? stop)
    {
        if (stop is not null)
        {
            await EndAsync(ticket, TicketPhase.Stopped, stop);
        }

        return stop is not null;
    }

    /// <summary>Ends a ticket that is through, or was withdrawn.</summary>
    public Task EndAsync(TicketState ticket) =>
        EndAsync(ticket, ticket.Withdrawn ? TicketPhase.Withdrawn : TicketPhase.Done, stop: null);

    public async Task EndAsync(TicketState ticket, TicketPhase phase, CallStop? stop)
    {
        // A withdrawal that arrives meanwhile is answered with what is told here; it must not find the ticket gone before the
        // sync has been told.
        var tellsFirst = WriterPatches.Progress;
        if (!tellsFirst)
        {
            state.Tickets.Remove(ticket);
        }

        if (stop?.Kind is ActivityFailureTypes.SpotifyNotFound or ActivityFailureTypes.SpotifyForbidden)
        {
            state.LoseList();
        }

        await TellAsync(ticket, phase, ticket.Summary, stop);
        state.Tickets.Remove(ticket);
    }

    public static async Task TellAsync(
        TicketState ticket, TicketPhase phase, PlaylistChanges changes, CallStop? stop = null)
    {
        try
        {
            var progress = new TicketProgress(ticket.Ticket.Id, phase, ticket.Tell(changes), stop);
            await Workflow.GetExternalWorkflowHandle(ticket.Ticket.SyncWorkflowId)
                .SignalAsync(TicketSignals.Progress, [progress]);
        }
        catch (FailureException)
        {
            // The sync has ended (cancelled or terminated); its playlist is served all the same.
            ticket.Withdrawn = true;
        }
    }
}
