using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Tells syncs about their tickets, and takes tickets that are over off the list.</summary>
internal sealed class TicketReporter(WriterState state)
{
    /// <summary>Reports a step; the last one is reported with the end, so that a single song costs one signal.</summary>
    public Task GoOnAsync(TicketState ticket, PlaylistChanges changes) => ticket.Next switch
    {
        TicketStep.End => EndAsync(ticket),
        TicketStep.Settle => TellAsync(ticket, TicketPhase.Verifying, changes),
        _ when ticket.Written.Count == 0 && ticket.Absent?.Count <= PlaylistLimits.UrisPerWrite => Task.CompletedTask,
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
