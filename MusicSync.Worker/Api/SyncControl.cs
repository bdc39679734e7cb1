using MusicSync.Worker.Syncs;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api;

/// <summary>Cancels and resumes a running sync.</summary>
internal sealed class SyncControl(ITemporalClient client, SyncReader reader)
{
    /// <summary>Asks it to stop; one that has ended stays as it is.</summary>
    public async Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (await reader.IsRunningAsync(id, cancellationToken))
        {
            await client.GetWorkflowHandle(SyncCommands.WorkflowId(id)).CancelAsync(new() { Rpc = TemporalCalls.Options(cancellationToken) });
        }
    }

    /// <summary>Lets a parked sync go on.</summary>
    /// <exception cref="ProblemException">There is no such sync, or it waits for nobody.</exception>
    public async Task<SyncStatus> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        if (!await reader.IsRunningAsync(id, cancellationToken))
        {
            throw NothingWaits(id);
        }

        try
        {
            return await client.GetWorkflowHandle<MusicSyncWorkflow>(SyncCommands.WorkflowId(id)).ExecuteUpdateAsync(
                workflow => workflow.ResumeAsync(), new() { Rpc = TemporalCalls.Query(cancellationToken) });
        }
        catch (WorkflowUpdateFailedException refused)
            when (refused.InnerException is ApplicationFailureException { ErrorType: MusicSyncWorkflow.NothingWaits })
        {
            throw NothingWaits(id);
        }
    }

    private static ProblemException NothingWaits(string id) => new(
        StatusCodes.Status409Conflict,
        "Nothing waits",
        $"Sync {id} is not parked: it goes on by itself, or has ended. GET /syncs/{id} says which.");
}
