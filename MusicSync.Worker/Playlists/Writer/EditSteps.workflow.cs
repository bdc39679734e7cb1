using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>The workflow's side of an edit's steps: take out, put in, tell.</summary>
internal sealed class EditSteps(PlaylistWriter writer, WriterState state)
{
    /// <summary>Waits until reads show what the last edit took out as gone.</summary>
    public static async Task CatchUpAsync(WriterState state)
    {
        if (state.CaughtUpAt - Workflow.UtcNow is { } left && left > TimeSpan.Zero)
        {
            await Workflow.DelayAsync(left);
        }

        // Another edit cannot have come between: one step is taken at a time.
        state.CaughtUpAt = null;
    }

    /// <summary>Takes the edit's next step; removes the edit when it is over.</summary>
    public async Task TakeAsync(EditState edit)
    {
        using var trace = CurrentSync.UseTrace(edit.Edit.TraceParent);
        using var served = CurrentSync.Use(edit.Edit.WorkflowId);
        try
        {
            await (edit switch
            {
                { TakenOut: null, Edit.TakeOut.Count: > 0 } => TakeOutAsync(edit),
                { Placed: null, Edit.Place: { } row } => PlaceAsync(edit, row),
                _ => EndAsync(edit, stop: null),
            });
        }
        catch (ActivityFailureException failure) when (failure.InnerException is ApplicationFailureException or TimeoutFailureException)
        {
            // What it may have sent shows, or never will, before the list is compared again.
            state.TakenOut(edit.Edit.TakeOut.Select(row => row.Uri), Workflow.UtcNow + writer.MaxDoubt);
            await EndAsync(edit, CallStop.In(failure) ?? new CallStop(
                (failure.InnerException as ApplicationFailureException)?.ErrorType ?? nameof(TimeoutFailureException), failure.InnerException.Message));
        }
    }

    private async Task TakeOutAsync(EditState edit)
    {
        state.Forget(Workflow.UtcNow - writer.SettleTime);
        var rows = edit.Edit.TakeOut;
        var request = new TakeOutRows(
            writer.PlaylistId, rows, edit.Edit.Others, state.TellingFrom(rows.Select(row => row.Uri), writer.SettleTime));
        var taken = await Workflow.ExecuteActivityAsync(
            (TakeOutActivities activities) => activities.TakeOutAsync(request), WriterActivityOptions.Edit(writer.TimeScale));
        edit.TakenOut = taken;
        if (taken.Removed.Count > 0)
        {
            state.TakenOut(
                rows.IntersectBy(taken.Removed, row => row.Line).Select(row => row.Uri), Workflow.UtcNow + writer.SettleTime);
        }

        if (taken.Stop is { } stop)
        {
            await EndAsync(edit, stop);
        }
    }

    private async Task PlaceAsync(EditState edit, WantedTrack row)
    {
        await CatchUpAsync(state);
        state.Forget(Workflow.UtcNow - writer.SettleTime);
        var behind = edit.Edit.Behind ?? [];
        var request = new PlaceRow(
            writer.PlaylistId, row, behind, [.. state.Recent.Select(write => write.Row)], state.TellingFrom(behind, writer.SettleTime));
        var placed = await Workflow.ExecuteActivityAsync(
            (PlaceActivities activities) => activities.PlaceAsync(request), WriterActivityOptions.Edit(writer.TimeScale));
        edit.Placed = placed;
        if (placed.Outcome == PlaceOutcome.Added)
        {
            state.Tail = null;
            state.Remember([row], placed.TotalBefore, Workflow.UtcNow);
        }

        if (placed.Doubled is { } doubled)
        {
            var repair = new RepairRow(writer.PlaylistId, row, doubled.Copies, doubled.Position);
            await Workflow.ExecuteActivityAsync(
                (VerifyActivities activities) => activities.RepairAsync(repair), WriterActivityOptions.Write(writer.TimeScale, interactive: true));
        }

        if (placed.Stop is { } stop)
        {
            await EndAsync(edit, stop);
        }
    }

    private async Task EndAsync(EditState edit, CallStop? stop)
    {
        if (stop?.Kind is ActivityFailureTypes.SpotifyNotFound or ActivityFailureTypes.SpotifyForbidden)
        {
            state.LoseList();
        }

        try
        {
            var ended = new EditEnded(edit.Edit.Id, edit.TakenOut, edit.Placed?.Outcome, stop);
            await Workflow.GetExternalWorkflowHandle(edit.Edit.WorkflowId).SignalAsync(EditSignals.Ended, [ended]);
        }
        catch (FailureException)
        {
            // Who asked was ended from outside; what was done stays done.
        }

        state.Edits.Remove(edit);
    }
}
