using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Temporal;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api.Edits;

/// <summary>Reads what people have changed about syncs, and what a sync was asked for.</summary>
internal sealed class EditQueries(ITemporalClient client)
{
    /// <summary>What was changed about a sync; null for nothing.</summary>
    public async Task<EditsView?> FindAsync(string syncId, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetWorkflowHandle<EditsWorkflow>(EditsWorkflow.IdOf(syncId))
                .QueryAsync(workflow => workflow.Edits(), new() { Rpc = TemporalCalls.Query(cancellationToken) });
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The request that a sync carries out: the first thing in its history.</summary>
    /// <exception cref="ProblemException">There is no such sync.</exception>
    public async Task<SyncRequest> RequestAsync(string syncId, CancellationToken cancellationToken)
    {
        var execution = new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = SyncIds.ToWorkflow(syncId) };
        try
        {
            var page = await client.WorkflowService.GetWorkflowExecutionHistoryAsync(
                new() { Namespace = client.Options.Namespace, Execution = execution, MaximumPageSize = 1 },
                TemporalCalls.Options(cancellationToken));
            var started = page.History.Events[0].WorkflowExecutionStartedEventAttributes;
            return await client.Options.DataConverter.ToValueAsync<SyncRequest>(started.Input.Payloads_[0]);
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            throw ProblemException.NotFound(syncId);
        }
    }
}
