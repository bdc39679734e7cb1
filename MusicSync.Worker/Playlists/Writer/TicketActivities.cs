using System.Diagnostics;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>A sync's way to its playlist's writer: a workflow cannot send an update, so an activity does.</summary>
internal sealed class TicketActivities(ITemporalClient client, WriteTiming timing, WriterOptions options)
{
    // Only room made by others helps a refused ticket; half a minute is a few batches.
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(30);

    /// <summary>Submits a ticket; the same ticket any number of times is one.</summary>
    [Activity("playlist.submit")]
    public async Task<TicketReceipt> SubmitAsync(SubmitTicket request)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var ticket = request.Ticket with { TraceParent = Activity.Current?.Id };
        try
        {
            return await client.ExecuteUpdateWithStartWorkflowAsync(
                (PlaylistWorkflow workflow) => workflow.SubmitAsync(ticket),
                new(ticket.Id, Writer(request.PlaylistId)) { Rpc = Rpc(scope) });
        }
        catch (WorkflowUpdateFailedException refused) when (Busy(refused) is { } busy)
        {
            throw busy;
        }
    }

    /// <summary>Sends a small ticket to a writer that is there, as a local activity; the same ticket any number of times is one.</summary>
    /// <param name="request">The ticket.</param>
    /// <returns>Whether there is one.</returns>
    [Activity("playlist.submit-in-task")]
    public async Task<bool> SubmitInTaskAsync(SubmitTicket request)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var ticket = request.Ticket with { TraceParent = Activity.Current?.Id };
        try
        {
            await client.GetWorkflowHandle<PlaylistWorkflow>(PlaylistWorkflow.IdOf(request.PlaylistId)).SignalAsync(
                workflow => workflow.OnTicketAsync(ticket), new() { Rpc = Rpc(scope) });
            return true;
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Submits an edit; the same edit any number of times is one.</summary>
    [Activity("playlist.edit")]
    public async Task EditAsync(SubmitEdit request)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var edit = request.Edit with { TraceParent = Activity.Current?.Id };
        try
        {
            await client.ExecuteUpdateWithStartWorkflowAsync(
                (PlaylistWorkflow workflow) => workflow.EditAsync(edit), new(edit.Id, Writer(request.PlaylistId)) { Rpc = Rpc(scope) });
        }
        catch (WorkflowUpdateFailedException refused) when (Busy(refused) is { } busy)
        {
            throw busy;
        }
    }

    /// <summary>
    /// Takes a ticket back; the call in flight is finished first. A writer that is not there is started: the ticket may still
    /// be on its way, and is to be met by somebody who knows that it is not wanted any more.
    /// </summary>
    [Activity("playlist.withdraw")]
    public async Task<PlaylistChanges> WithdrawAsync(WithdrawTicket request)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        return await client.ExecuteUpdateWithStartWorkflowAsync(
            (PlaylistWorkflow workflow) => workflow.WithdrawAsync(request.TicketId),
            new($"withdraw/{request.TicketId}", Writer(request.PlaylistId)) { Rpc = Rpc(scope) });
    }

    private ApplicationFailureException? Busy(WorkflowUpdateFailedException refused) =>
        refused.InnerException is ApplicationFailureException { ErrorType: ActivityFailureTypes.PlaylistBusy } busy
            ? new(busy.Message, ActivityFailureTypes.PlaylistBusy, nextRetryDelay: BusyPause * timing.Scale, category: ApplicationErrorCategory.Benign)
            : null;

    private WithStartWorkflowOperation<WorkflowHandle<PlaylistWorkflow>> Writer(string playlistId)
    {
        var writer = new PlaylistWriter(
            playlistId, timing.Scale, timing.SettleTime, Carried: null, options.ContinueAsNewAfterSteps, options.MaxCarriedTracks);
        return WithStartWorkflowOperation.Create(
            (PlaylistWorkflow workflow) => workflow.RunAsync(writer), Shared(PlaylistWorkflow.IdOf(playlistId)));
    }

    /// <summary>
    /// Starts a workflow that many syncs share, or joins it. Its steps are short; what a step does has a priority of its own.
    /// </summary>
    internal static WorkflowOptions Shared(string id) => new(id, TaskQueues.Sync)
    {
        IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
        Priority = TaskPriorities.First,
    };

    private static RpcOptions Rpc(ActivityScope scope) => new() { CancellationToken = scope.Token };
}

/// <summary>Input of <c>playlist.submit</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Ticket">The order.</param>
public sealed record SubmitTicket(string PlaylistId, Ticket Ticket);

/// <summary>Input of <c>playlist.edit</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Edit">The edit.</param>
public sealed record SubmitEdit(string PlaylistId, PlaylistEdit Edit);

/// <summary>Input of <c>playlist.withdraw</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="TicketId">The ticket.</param>
public sealed record WithdrawTicket(string PlaylistId, string TicketId);
