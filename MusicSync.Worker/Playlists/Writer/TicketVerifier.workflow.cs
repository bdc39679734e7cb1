using MusicSync.Worker.Mcp;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Has a written ticket read back, mends what this ticket lost or doubled, and names what it cannot mend.</summary>
internal sealed class TicketVerifier(PlaylistWriter writer, WriterState state, TicketReporter reporter)
{
    public async Task VerifyAsync(TicketState ticket, CancellationToken cancellationToken)
    {
        await TicketReporter.TellAsync(ticket, TicketPhase.Verifying, PlaylistChanges.None);
        var request = new VerifyList(
            writer.PlaylistId,
            ticket.Rows(ticket.Written),
            ticket.Sent.Where(sent => sent.Value > 1).ToDictionary(),
            ticket.LastWrite,
            ticket.Ticket.Interactive,
            ticket.Rows(ticket.Changes.AlreadyPresent ?? []),
            ticket.Start ?? 0);
        var verified = await Workflow.ExecuteActivityAsync(
            (VerifyActivities activities) => activities.VerifyAsync(request),
            WriterActivityOptions.Read(writer.TimeScale, ticket.Ticket.Interactive, cancellationToken));
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
