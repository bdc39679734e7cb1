using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists;

/// <summary>
/// The single writer of one playlist. Syncs submit tickets; it writes them batch by batch, an interactive one between two
/// batches of a bulk one, and signals each sync after every step. It ends when nobody has needed it for a while.
/// </summary>
[Workflow]
public sealed class PlaylistWorkflow
{
    private const int MostWaitingTracks = 20_000;
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);

    private readonly PlaylistWriter _writer;
    private readonly WriterState _state;
    private readonly TicketSteps _steps;
    private TicketState? _inHand;

    /// <summary>Takes over what an earlier run left.</summary>
    /// <param name="writer">The playlist and the state carried over.</param>
    [WorkflowInit]
    public PlaylistWorkflow(PlaylistWriter writer)
    {
        _writer = writer;
        _state = writer.Carried ?? new WriterState();
        var reporter = new TicketReporter(_state);
        _steps = new TicketSteps(writer, _state, reporter, new TicketVerifier(writer, _state, reporter));
    }

    /// <summary>The id of the writer of a playlist.</summary>
    /// <param name="playlistId">Spotify's id.</param>
    /// <returns>The workflow id.</returns>
    public static string IdOf(string playlistId) => $"playlist/{playlistId}";

    /// <summary>Serves tickets until none has come for a while.</summary>
    /// <param name="writer">The same as the constructor's.</param>
    /// <returns>A task that ends when the writer is idle.</returns>
    [WorkflowRun]
    public async Task RunAsync(PlaylistWriter writer)
    {
        while (await Workflow.WaitConditionAsync(() => _state.Tickets.Count > 0, IdleTime) || _state.Tickets.Count > 0)
        {
            _inHand = _state.Turn!;
            try
            {
                await _steps.TakeAsync(_inHand);
            }
            finally
            {
                _inHand = null;
            }

            if (Workflow.ContinueAsNewSuggested)
            {
                await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
                var next = _writer with { Carried = _state };
                throw Workflow.CreateContinueAsNewException((PlaylistWorkflow workflow) => workflow.RunAsync(next));
            }
        }

        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
    }

    /// <summary>Takes a ticket and returns at once.</summary>
    /// <param name="ticket">The order.</param>
    /// <returns>What stands before it.</returns>
    [WorkflowUpdate("submit")]
    public Task<TicketReceipt> SubmitAsync(Ticket ticket)
    {
        var ahead = _state.Waiting;
        _state.Take(ticket);
        return Task.FromResult(new TicketReceipt(ticket.Id, ahead));
    }

    /// <summary>Refuses a ticket that would make the writer's state too large to carry over.</summary>
    /// <param name="ticket">The order.</param>
    [WorkflowUpdateValidator(nameof(SubmitAsync))]
    public void ValidateSubmit(Ticket ticket)
    {
        if (_state.Waiting + ticket.Tracks.Count > MostWaitingTracks)
        {
            throw new ApplicationFailureException(
                $"{_state.Waiting} tracks wait for this playlist already; at most {MostWaitingTracks} may.", "PlaylistBusy");
        }
    }

    /// <summary>Ends a ticket after the batch in flight.</summary>
    /// <param name="ticketId">The ticket.</param>
    /// <returns>All that is known about its rows.</returns>
    [WorkflowUpdate("withdraw")]
    public async Task<PlaylistChanges> WithdrawAsync(string ticketId)
    {
        if (_state.Tickets.Find(ticket => ticket.Ticket.Id == ticketId) is not { } found)
        {
            return PlaylistChanges.None;
        }

        found.Withdrawn = true;
        await Workflow.WaitConditionAsync(() => !_state.Tickets.Contains(found));
        return found.Summary;
    }
}
