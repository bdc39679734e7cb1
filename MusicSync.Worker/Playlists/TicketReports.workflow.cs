using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists;

/// <summary>What a playlist's writer tells the syncs whose tickets it serves.</summary>
internal sealed class TicketReports(WriterState state)
{
    /// <summary>Ends the ticket if there is a stop, and says whether there was.</summary>
    public async Task<bool> StopAsync(TicketState ticket, TicketStop? stop)
    {
        if (stop is not null)
        {
            await EndAsync(ticket, TicketPhase.Stopped, stop);
        }

        return stop is not null;
    }

    /// <summary>Removes the ticket and tells its sync all that became of it.</summary>
    public async Task EndAsync(TicketState ticket, TicketPhase phase, TicketStop? stop)
    {
        state.Tickets.Remove(ticket);
        await TellAsync(ticket, phase, ticket.Summary, stop);
    }

    /// <summary>Tells a sync what has changed.</summary>
    public static async Task TellAsync(
        TicketState ticket, TicketPhase phase, PlaylistChanges changes, TicketStop? stop = null)
    {
        try
        {
            var progress = new TicketProgress(ticket.Ticket.Id, phase, changes, stop);
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
