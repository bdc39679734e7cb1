using System.Diagnostics;
using MusicSync.Worker.Hosting;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Naming;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>A sync's way to its playlist's writer: a workflow cannot send an update, so an activity does.</summary>
internal sealed class TicketActivities(ITemporalClient client, PlaylistLibrary library, WriteTiming timing, WriterOptions options)
{
    public const string ResolveNameActivity = "playlist.resolve-name";

    // Only room made by others helps a refused ticket; half a minute is a few batches.
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(30);

    /// <summary>Finds or makes MusicSync's playlist of a name. Its heartbeat tells which workflow it waits for.</summary>
    [Activity(ResolveNameActivity)]
    public async Task<PlaylistRef> ResolveNameAsync(ResolveName request)
    {
        using var span = WorkerSpans.Start("resolve");
        string? waitsFor = null;
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current, () => waitsFor);
        var userId = await library.UserIdAsync(new(request.Interactive), scope.Token);
        waitsFor = PlaylistNameWorkflow.IdOf(userId, request.Name);
        var entity = new PlaylistName(userId, request.Name, timing.Scale, timing.SettleTime);
        var settings = new NameSettings(timing.Scale, timing.SettleTime, options.ContinueAsNewAfterSteps);
        var start = WithStartWorkflowOperation.Create(
            (PlaylistNameWorkflow workflow) => workflow.RunAsync(entity), Start(waitsFor));
        try
        {
            return await client.ExecuteUpdateWithStartWorkflowAsync(
                (PlaylistNameWorkflow workflow) => workflow.ResolveAsync(settings), new(request.RequestId, start) { Rpc = Rpc(scope) });
        }
        catch (WorkflowUpdateFailedException failed) when (CallStop.In(failed.InnerException) is { } stop)
        {
            throw stop.ToFailure();
        }
        catch (WorkflowUpdateFailedException failed) when (ApplicationFailureIn(failed.InnerException) is { } final)
        {
            // The outcome of an update is kept under its id: asked again, it would only be the same.
            throw new ApplicationFailureException(final.Message, final.ErrorType, nonRetryable: true);
        }
    }

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
        catch (WorkflowUpdateFailedException refused)
            when (refused.InnerException is ApplicationFailureException { ErrorType: ActivityFailureTypes.PlaylistBusy } busy)
        {
            throw new ApplicationFailureException(
                busy.Message, ActivityFailureTypes.PlaylistBusy, nextRetryDelay: BusyPause * timing.Scale, category: ApplicationErrorCategory.Benign);
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

    private WithStartWorkflowOperation<WorkflowHandle<PlaylistWorkflow>> Writer(string playlistId)
    {
        var writer = new PlaylistWriter(
            playlistId, timing.Scale, timing.SettleTime, Carried: null, options.ContinueAsNewAfterSteps, options.MaxCarriedTracks);
        return WithStartWorkflowOperation.Create(
            (PlaylistWorkflow workflow) => workflow.RunAsync(writer), Start(PlaylistWorkflow.IdOf(playlistId)));
    }

    private static ApplicationFailureException? ApplicationFailureIn(Exception? failure) => failure switch
    {
        ApplicationFailureException application => application,
        FailureException { InnerException: { } inner } => ApplicationFailureIn(inner),
        _ => null,
    };

    // The steps of these workflows are short and serve many; what a step does has a priority of its own.
    private static WorkflowOptions Start(string id) => new(id, TaskQueues.Sync)
    {
        IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
        Priority = TaskPriorities.First,
    };

    private static RpcOptions Rpc(ActivityScope scope) => new() { CancellationToken = scope.Token };
}

/// <summary>Input of <c>playlist.resolve-name</c>.</summary>
/// <param name="Name">The playlist's name.</param>
/// <param name="RequestId">Id of the request, the same for every attempt.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record ResolveName(string Name, string RequestId, bool Interactive);

/// <summary>Input of <c>playlist.submit</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Ticket">The order.</param>
public sealed record SubmitTicket(string PlaylistId, Ticket Ticket);

/// <summary>Input of <c>playlist.withdraw</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="TicketId">The ticket.</param>
public sealed record WithdrawTicket(string PlaylistId, string TicketId);
