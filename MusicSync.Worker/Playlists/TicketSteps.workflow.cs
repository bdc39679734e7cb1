using MusicSync.Worker.Mcp;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists;

/// <summary>The workflow's side of a ticket's steps: schedules the activity, applies its result, tells the sync.</summary>
internal sealed class TicketSteps(PlaylistWriter writer, WriterState state)
{
    private readonly TicketReports _reports = new(state);

    /// <summary>Takes the ticket's next step; removes the ticket when it is over.</summary>
    public async Task TakeAsync(TicketState ticket)
    {
        try
        {
            await (ticket.Next switch
            {
                TicketStep.Compare => CompareAsync(ticket),
                TicketStep.Write => WriteAsync(ticket),
                TicketStep.Settle => SettleAsync(ticket),
                TicketStep.Verify => VerifyAsync(ticket),
                _ => _reports.EndAsync(ticket, ticket.Withdrawn ? TicketPhase.Withdrawn : TicketPhase.Done, stop: null),
            });
        }
        catch (ActivityFailureException failure) when (failure.InnerException is ApplicationFailureException application)
        {
            await _reports.EndAsync(ticket, TicketPhase.Stopped, new TicketStop(application.ErrorType ?? "Unknown", application.Message));
        }
    }

    private async Task CompareAsync(TicketState ticket)
    {
        state.Forget(Workflow.UtcNow - writer.SettleTime);
        var request = new CompareList(
            writer.PlaylistId,
            ticket.Ticket.Tracks,
            ticket.Ticket.Duplicates,
            [.. state.Recent.Select(write => write.Row)],
            ticket.Ticket.Interactive);
        var compared = await Workflow.ExecuteActivityAsync(
            (PlaylistWriteActivities activities) => activities.CompareAsync(request), PlaylistActivityOptions.Read(writer.TimeScale));
        if (!await _reports.StopAsync(ticket, compared.Stop))
        {
            state.Tail = compared.Tail;
            state.TailReadAt = compared.TailReadAt;
            await TicketReports.TellAsync(ticket, TicketPhase.Writing, ticket.Apply(compared));
        }
    }

    private async Task WriteAsync(TicketState ticket)
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
        var written = await Workflow.ExecuteActivityAsync(
            (PlaylistWriteActivities activities) => activities.WriteAsync(batch), PlaylistActivityOptions.Write(writer.TimeScale));
        state.Tail = written.Tail;
        state.TailReadAt = written.TailReadAt;
        var changes = ticket.Apply(written, Workflow.UtcNow);
        await ProvenAsync(ticket, ticket.Rows(written.Written), tail.Total);
        var phase = ticket.Doubt is null ? TicketPhase.Writing : TicketPhase.Verifying;
        if (!await _reports.StopAsync(ticket, written.Stop))
        {
            await TicketReports.TellAsync(ticket, phase, changes);
        }
    }

    private async Task SettleAsync(TicketState ticket)
    {
        var doubt = ticket.Doubt!;
        var rows = ticket.Rows(doubt.Lines);
        var request = new SettleWrite(writer.PlaylistId, rows, doubt, ticket.Ticket.Interactive);
        var settled = await Workflow.ExecuteActivityAsync(
            (PlaylistWriteActivities activities) => activities.SettleAsync(request), PlaylistActivityOptions.Read(writer.TimeScale));
        if (await _reports.StopAsync(ticket, settled.Stop))
        {
            return;
        }

        state.Tail = settled.Tail;
        state.TailReadAt = Workflow.UtcNow;
        var changes = ticket.Apply(settled, Workflow.UtcNow);
        if (settled.Seen)
        {
            await ProvenAsync(ticket, rows, doubt.Before.Total);
        }

        await TicketReports.TellAsync(ticket, TicketPhase.Writing, changes);
    }

    private async Task VerifyAsync(TicketState ticket)
    {
        await TicketReports.TellAsync(ticket, TicketPhase.Verifying, PlaylistChanges.None);
        var request = new VerifyList(
            writer.PlaylistId,
            ticket.Rows(ticket.Written),
            ticket.Sent.Where(sent => sent.Value > 1).ToDictionary(),
            ticket.LastWrite,
            ticket.Ticket.Interactive,
            ticket.Rows(ticket.Changes.AlreadyPresent ?? []),
            ticket.Start ?? 0);
        var verified = await Workflow.ExecuteActivityAsync(
            (PlaylistVerifyActivities activities) => activities.VerifyAsync(request), PlaylistActivityOptions.Read(writer.TimeScale));
        if (await _reports.StopAsync(ticket, verified.Stop))
        {
            return;
        }

        foreach (var row in verified.DoubledHere)
        {
            await RepairAsync(ticket, row);
        }

        await TicketReports.TellAsync(
            ticket, TicketPhase.Verifying, ticket.Report(new PlaylistChanges(DoubledElsewhere: verified.DoubledElsewhere)));
        if (verified.Lost.Count == 0)
        {
            ticket.Verified = verified.DoubledHere.Count == 0;
        }
        else if (ticket.Mended)
        {
            await _reports.StopAsync(ticket, new TicketStop(ActivityFailureTypes.VerificationError, Difference(verified.Lost)));
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
            (PlaylistVerifyActivities activities) => activities.RepairAsync(request), PlaylistActivityOptions.Write(writer.TimeScale));
        ticket.Sent[doubled.Line] = 1;
        ticket.LastWrite = Workflow.UtcNow;
        state.Tail = null;
        await TicketReports.TellAsync(ticket, TicketPhase.Verifying, ticket.Report(new PlaylistChanges(Removed: repaired.Removed)));
    }

    /// <summary>Remembers a proven write, and spares other tickets the same tracks.</summary>
    private async Task ProvenAsync(TicketState ticket, IReadOnlyList<WantedTrack> rows, int totalBefore)
    {
        if (rows.Count == 0)
        {
            return;
        }

        state.Forget(Workflow.UtcNow - writer.SettleTime);
        state.Remember(rows, totalBefore, Workflow.UtcNow);
        var justWritten = new SlotIndex(rows.Select(PlaylistSlot.Of));
        foreach (var other in state.Tickets.Where(other => other != ticket))
        {
            var present = other.Yield(justWritten);
            if (present.AlreadyPresent is { Count: > 0 })
            {
                await TicketReports.TellAsync(other, TicketPhase.Writing, present);
            }
        }
    }
}
