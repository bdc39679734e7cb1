using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Syncs.Remembered;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs.Edits;

/// <summary>
/// What people change about a sync, while it runs and after it has ended: choices for rows, and the undo. It sends them one
/// after the other to the playlist's writer, and keeps what the report shows over the sync's own.
/// </summary>
[Workflow]
public sealed partial class EditsWorkflow
{
    /// <summary>Type of the failure of a choice for a sync that was undone.</summary>
    public const string Undone = "SyncUndone";

    // As long as the reports of syncs are kept.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    // A writer that was terminated at Temporal sends nothing any more; the same edit again is harmless.
    private static readonly TimeSpan SubmitAgainAfter = TimeSpan.FromMinutes(10);

    private readonly SyncEdits _edits;
    private readonly EditsState _state;
    private readonly EditPause _pause = new();
    private EditEnded? _ended;
    private int _taken;

    /// <summary>Takes over what an earlier run knew.</summary>
    /// <param name="edits">The sync and what is known of it.</param>
    [WorkflowInit]
    public EditsWorkflow(SyncEdits edits)
    {
        _edits = edits;
        _state = edits.Carried ?? new EditsState();
    }

    private bool MayContinueAsNew =>
        (Workflow.ContinueAsNewSuggested || _taken >= _edits.ContinueAsNewAfterSteps) && Workflow.AllHandlersFinished;

    /// <summary>The id of a sync's edits.</summary>
    /// <param name="syncId">The sync's id.</param>
    /// <returns>The workflow id.</returns>
    public static string IdOf(string syncId) => $"edits/{syncId}";

    /// <summary>Carries edits out until none has come for as long as reports are kept.</summary>
    /// <param name="edits">The same as the constructor's.</param>
    /// <returns>A task that ends then.</returns>
    [WorkflowRun]
    public async Task RunAsync(SyncEdits edits)
    {
        while (await Workflow.WaitConditionAsync(() => _state.IsOpen || MayContinueAsNew, KeptFor))
        {
            if (MayContinueAsNew)
            {
                var next = _edits with { Carried = _state };
                throw Workflow.CreateContinueAsNewException((EditsWorkflow workflow) => workflow.RunAsync(next));
            }

            if (_state.Next(_edits.SyncId, Workflow.Info.WorkflowId) is { } inHand)
            {
                await CarryOutAsync(inHand);
                _taken++;
            }
            else if (_state.ToRemember is [var choice, ..])
            {
                await RememberAsync(choice);
                _state.ToRemember.RemoveAt(0);
            }
        }
    }

    /// <summary>Takes a choice and returns at once.</summary>
    /// <param name="choice">The choice.</param>
    /// <returns>The row right after.</returns>
    [WorkflowUpdate("choose")]
    public Task<ChosenRow> ChooseAsync(Choice choice)
    {
        _pause.Resume();
        return Task.FromResult(_state.Choose(choice, Workflow.UtcNow));
    }

    /// <summary>Refuses a choice for a sync that was undone.</summary>
    /// <param name="choice">The choice.</param>
    [WorkflowUpdateValidator(nameof(ChooseAsync))]
    public void ValidateChoose(Choice choice)
    {
        if (_state.Undo is not null)
        {
            throw new ApplicationFailureException("The sync was undone.", Undone);
        }
    }

    /// <summary>Takes an undo and returns at once; a second one changes nothing.</summary>
    /// <param name="order">What to undo.</param>
    /// <returns>How far it is.</returns>
    [WorkflowUpdate("undo")]
    public Task<UndoStatus> UndoAsync(UndoOrder order)
    {
        _pause.Resume();
        return Task.FromResult(_state.TakeBack(order, Workflow.UtcNow).Status(_pause.Waiting));
    }

    /// <summary>Ends a wait for somebody, who has acted; does nothing while there is none.</summary>
    /// <returns>A finished task.</returns>
    [WorkflowSignal("resume")]
    public Task ResumeAsync()
    {
        _pause.Resume();
        return Task.CompletedTask;
    }

    /// <summary>What was changed.</summary>
    /// <returns>All of it.</returns>
    [WorkflowQuery("edits")]
    public EditsView Edits() => new(_state.Rows, _state.Undo?.Status(_pause.Waiting), _state.Undo?.Removed ?? [], _pause.Waiting);

    /// <summary>Takes in what became of an edit.</summary>
    /// <param name="ended">What happened.</param>
    /// <returns>A finished task.</returns>
    [WorkflowSignal(EditSignals.Ended)]
    public Task OnEditEndedAsync(EditEnded ended)
    {
        _ended = ended;
        return Task.CompletedTask;
    }

    private async Task RememberAsync(RememberedChoice choice)
    {
        try
        {
            await Workflow.ExecuteActivityAsync(
                (ChoiceMemory memory) => memory.RememberAsync(choice), SyncActivityOptions.Playlist(_edits.TimeScale, interactive: true));
        }
        catch (ActivityFailureException failure)
        {
            // The row is as it was chosen; only the next list will ask again.
            Log.NotRemembered(Workflow.Logger, _edits.SyncId, failure);
        }
    }

    private async Task CarryOutAsync(EditInHand inHand)
    {
        var ended = inHand.Edit is { TakeOut.Count: 0, Place: null }
            ? new EditEnded(inHand.Edit.Id, TakenOut: null, Placed: null)
            : await HandOverAsync(inHand.Edit);
        _state.Apply(inHand, ended, Workflow.UtcNow);
        if (ended.Stop is { } stop && !await _pause.TryWaitAsync(stop, $"POST the same to /syncs/{_edits.SyncId} again"))
        {
            _state.Fail(inHand, stop.Message, Workflow.UtcNow);
        }
        else if (ended.Stop is null)
        {
            _pause.Forget();
        }
    }

    private async Task<EditEnded> HandOverAsync(PlaylistEdit edit)
    {
        var submit = new SubmitEdit(_state.PlaylistId!, edit);
        while (true)
        {
            try
            {
                await Workflow.ExecuteActivityAsync(
                    (TicketActivities activities) => activities.EditAsync(submit), SyncActivityOptions.Playlist(_edits.TimeScale, interactive: true));
            }
            catch (ActivityFailureException failure) when (failure.InnerException is ApplicationFailureException application)
            {
                return new EditEnded(edit.Id, TakenOut: null, Placed: null, new CallStop(application.ErrorType ?? "Unknown", application.Message));
            }

            if (await Workflow.WaitConditionAsync(() => _ended?.EditId == edit.Id, SubmitAgainAfter))
            {
                return _ended!;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A choice for a row of sync {SyncId} is not remembered for other lists")]
        public static partial void NotRemembered(ILogger logger, string syncId, Exception exception);
    }
}

/// <summary>What people have changed about a sync.</summary>
/// <param name="Rows">Rows that somebody has chosen for.</param>
/// <param name="Undo">The undo, or null.</param>
/// <param name="TakenOut">Lines whose row the undo has taken out.</param>
/// <param name="Waiting">What they wait for, or null.</param>
public sealed record EditsView(
    IReadOnlyList<ChosenRow> Rows, UndoStatus? Undo, IReadOnlyList<int> TakenOut, SyncWaiting? Waiting = null)
{
    internal bool IsOpen => Undo is { FinishedAt: null } || Rows.Any(row => row.State == ChoiceState.Pending);

    internal EditsView WaitingFor(SyncWaiting waiting) => this with
    {
        Undo = Undo is { FinishedAt: null } undo ? undo with { State = UndoState.Waiting, Waiting = waiting } : Undo,
        Waiting = waiting,
    };
}
