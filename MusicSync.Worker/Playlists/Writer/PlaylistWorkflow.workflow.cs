using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>
/// The single writer of one playlist. Syncs submit tickets; it writes them batch by batch, an interactive one between two
/// batches of a bulk one, and tells each sync how far it is. It ends when nobody has needed it for a while.
/// </summary>
[Workflow]
public sealed class PlaylistWorkflow
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);

    // Temporal keeps the id of each signal of a run and takes all of them up with each step.
    private const int SignalsARun = 100;

    private readonly PlaylistWriter _writer;
    private readonly WriterState _state;
    private readonly TicketReporter _reporter;
    private readonly TicketSteps _steps;
    private readonly EditSteps _edits;
    private int _taken;
    private int _signals;
    private Task? _idle;

    /// <summary>Takes over what an earlier run left.</summary>
    /// <param name="writer">The playlist and the state carried over.</param>
    [WorkflowInit]
    public PlaylistWorkflow(PlaylistWriter writer)
    {
        _writer = writer;
        _state = writer.Carried ?? new WriterState();
        _reporter = new TicketReporter(_state);
        var proven = new ProvenWrites(writer, _state);
        _steps = new TicketSteps(
            writer,
            _state,
            _reporter,
            new TicketVerifier(writer, _state, _reporter),
            new TicketMirror(writer, _state, _reporter, proven),
            proven);
        _edits = new EditSteps(writer, _state);
    }

    private bool IsContinueAsNewDue => Workflow.ContinueAsNewSuggested || _taken >= _writer.ContinueAsNewAfterSteps;

    // A handler may wait for the loop, so the loop waits for no handler: it ends a run when none is running.
    private bool MayContinueAsNew => IsContinueAsNewDue && Workflow.AllHandlersFinished;

    private bool MayRest => _signals >= SignalsARun && WriterPatches.Rests && Workflow.AllHandlersFinished;

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
        while (await TicketComesAsync())
        {
            if (_state.NextEdit is { } edit)
            {
                await _edits.TakeAsync(edit);
                _taken++;
            }
            else if (_state.Turn is { } turn)
            {
                await _steps.TakeAsync(turn);
                _taken++;
            }

            if (IsContinueAsNewDue && !WriterPatches.Progress)
            {
                await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
            }

            if (MayContinueAsNew)
            {
                throw ContinueAsNew();
            }
        }
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

    /// <summary>Refuses a ticket that would make the writer's state too large to carry over; never one it has already.</summary>
    /// <param name="ticket">The order.</param>
    [WorkflowUpdateValidator(nameof(SubmitAsync))]
    public void ValidateSubmit(Ticket ticket)
    {
        if (!_state.HasRoomFor(ticket, _writer.MaxCarriedTracks))
        {
            throw Busy();
        }
    }

    /// <summary>Takes a small ticket without an answer; one that finds no room is told so.</summary>
    /// <param name="ticket">The order.</param>
    /// <returns>A task that ends when it is taken or refused.</returns>
    [WorkflowSignal(TicketSignals.Submit)]
    public Task OnTicketAsync(Ticket ticket)
    {
        _signals++;
        // In a run of earlier code nobody heard it; its sync submits it again after a while.
        if (!WriterPatches.Signals)
        {
            return Task.CompletedTask;
        }

        if (_state.HasRoomFor(ticket, _writer.MaxCarriedTracks))
        {
            _state.Take(ticket);
            return Task.CompletedTask;
        }

        return TicketReporter.TellAsync(new TicketState { Ticket = ticket }, TicketPhase.Refused, PlaylistChanges.None);
    }

    /// <summary>Takes an edit and returns at once; the same edit any number of times is one.</summary>
    /// <param name="edit">The edit.</param>
    /// <returns>A finished task.</returns>
    [WorkflowUpdate("edit")]
    public Task EditAsync(PlaylistEdit edit)
    {
        _state.Take(edit);
        return Task.CompletedTask;
    }

    /// <summary>Refuses an edit as <see cref="ValidateSubmit"/> refuses a ticket.</summary>
    /// <param name="edit">The edit.</param>
    [WorkflowUpdateValidator(nameof(EditAsync))]
    public void ValidateEdit(PlaylistEdit edit)
    {
        if (!_state.HasRoomFor(edit, _writer.MaxCarriedTracks))
        {
            throw Busy();
        }
    }

    /// <summary>
    /// Ends a ticket: at once when nothing of it is in flight, else after the call in flight. A step that an outage holds back
    /// is given up.
    /// </summary>
    /// <param name="ticketId">The ticket; one that has not arrived yet will not be taken.</param>
    /// <returns>All that is known about its rows.</returns>
    [WorkflowUpdate("withdraw")]
    public async Task<PlaylistChanges> WithdrawAsync(string ticketId)
    {
        if (!WriterPatches.Progress)
        {
            return await WithdrawAfterStepAsync(ticketId);
        }

        if (_state.Find(ticketId) is not { } found)
        {
            _state.Know(ticketId);
            return PlaylistChanges.None;
        }

        found.Withdrawn = true;
        if (_steps.IsInFlight(found))
        {
            _steps.GiveUp();
        }
        else if (!found.IsInDoubt)
        {
            _state.Tickets.Remove(found);
            await TicketReporter.TellAsync(found, TicketPhase.Withdrawn, found.Summary);
            return found.Summary;
        }

        await Workflow.WaitConditionAsync(() => IsOver(found) || found.IsInDoubt);
        if (found.IsInDoubt)
        {
            // Without an outage that is time enough for the evidence. The writer goes on looking for it, and writes nothing
            // else before; the sync need not wait for that.
            await Workflow.WaitConditionAsync(() => IsOver(found), _writer.MaxDoubt);
        }

        return found.Summary with { InDoubt = found.LinesInDoubt };
    }

    private ApplicationFailureException Busy() => new(
        $"{_state.CarriedTracks} tracks are in hand for this playlist already; at most {_writer.MaxCarriedTracks} may be.",
        ActivityFailureTypes.PlaylistBusy);

    private bool IsOver(TicketState ticket) => !_state.Tickets.Contains(ticket);

    /// <summary>How a run that was begun by earlier code withdraws.</summary>
    private async Task<PlaylistChanges> WithdrawAfterStepAsync(string ticketId)
    {
        if (_state.Find(ticketId) is not { } found)
        {
            return PlaylistChanges.None;
        }

        found.Withdrawn = true;
        await Workflow.WaitConditionAsync(() => IsOver(found));
        return found.Summary;
    }

    /// <summary>Waits for a ticket; false when the writer has been idle.</summary>
    private async Task<bool> TicketComesAsync()
    {
        if (WriterPatches.Together)
        {
            return await NeededAsync();
        }

        var mayEnd = WriterPatches.Progress;
        while (true)
        {
            var woken = await Workflow.WaitConditionAsync(() => _state.IsNeeded || (mayEnd && MayContinueAsNew), IdleTime);
            if (_state.IsNeeded)
            {
                return true;
            }

            // A ticket that woke it may have been withdrawn already.
            if (mayEnd && MayContinueAsNew)
            {
                throw ContinueAsNew();
            }

            if (!woken && Workflow.AllHandlersFinished)
            {
                return false;
            }
        }
    }

    /// <summary>The same with one timer for many tickets: it is not begun anew with each, but asked how long nobody came.</summary>
    private async Task<bool> NeededAsync()
    {
        var idleSince = Workflow.UtcNow;
        while (true)
        {
            if (_state.IsNeeded)
            {
                return true;
            }

            // A ticket that woke it may have been withdrawn already.
            if (MayContinueAsNew || MayRest)
            {
                throw ContinueAsNew();
            }

            if (_idle is { IsCompleted: true })
            {
                _idle = null;
                if (Workflow.UtcNow - idleSince >= IdleTime && Workflow.AllHandlersFinished)
                {
                    return false;
                }
            }

            _idle ??= Workflow.DelayAsync(IdleTime);
            await Workflow.WaitConditionAsync(() => _state.IsNeeded || MayContinueAsNew || _idle.IsCompleted);
        }
    }

    private ContinueAsNewException ContinueAsNew()
    {
        var next = _writer with { Carried = _state };
        return Workflow.CreateContinueAsNewException((PlaylistWorkflow workflow) => workflow.RunAsync(next));
    }
}

/// <summary>
/// Changes of the writer's logic. A run that earlier code began goes on as it began; the next run is of today's. Each that
/// Temporal is told of costs an update of a search attribute, so the newest stands for those before it.
/// </summary>
internal static class WriterPatches
{
    /// <summary>A sync is told at most once a second how far writing is.</summary>
    public static bool TellsInIntervals => Workflow.Patched("writer-tells-in-intervals");

    /// <summary>A run with many signals ends as soon as there is nothing to do.</summary>
    public static bool Rests => TellsInIntervals || Workflow.Patched("writer-rests");

    /// <summary>
    /// The loop waits for no handler, a withdrawal for nobody else's step; a sync is told before its ticket leaves the list; a
    /// compare makes other tickets look again; and only URI and ISRC tell which rows another ticket need not write.
    /// </summary>
    public static bool Progress => Rests || Workflow.Patched("writer-progress");

    /// <summary>Small tickets that wait at the same time are served in one step, and one that somebody waits for in one too.</summary>
    public static bool Together => Rests || Workflow.Patched("writer-together");

    /// <summary>A small ticket may come by signal.</summary>
    public static bool Signals => Rests || Workflow.Patched("writer-signals");
}
