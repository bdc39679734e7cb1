using MusicSync.Worker.Agents;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api.Parked;

/// <summary>
/// Lets everything go on that waits until somebody signs in: syncs, what people change about syncs, agents. Each running one is
/// asked; one that cannot tell, or cannot go on, holds up no other.
/// </summary>
internal sealed partial class ParkedWork(ITemporalClient client, ILogger<ParkedWork> logger)
{
    private const int PageSize = 50;
    private const int Concurrency = 8;

    private static readonly Kind[] Kinds =
    [
        new(nameof(MusicSyncWorkflow), WaitsAsync, Resume: (client, id, rpc) =>
            client.GetWorkflowHandle<MusicSyncWorkflow>(id).ExecuteUpdateAsync(workflow => workflow.ResumeAsync(), new() { Rpc = rpc })),
        new(nameof(EditsWorkflow), EditsWaitAsync, Resume: (client, id, rpc) =>
            client.GetWorkflowHandle<EditsWorkflow>(id).SignalAsync(workflow => workflow.ResumeAsync(), new() { Rpc = rpc })),
        new(nameof(AgentWorkflow), AgentWaitsAsync, Resume: (client, id, rpc) =>
            client.GetWorkflowHandle<AgentWorkflow>(id).ExecuteUpdateAsync(workflow => workflow.ResumeAsync(), new() { Rpc = rpc })),
    ];

    /// <returns>Whether all were asked; false while Temporal does not answer.</returns>
    public async Task<bool> ResumeAfterSignInAsync(CancellationToken cancellationToken)
    {
        // Until the worker has connected once, a call would wait for the connection.
        if (!client.Connection.IsConnected)
        {
            return false;
        }

        try
        {
            var answers = new List<bool>();
            foreach (var kind in Kinds)
            {
                answers.Add(await ResumeAsync(kind, cancellationToken));
            }

            return answers.TrueForAll(isComplete => isComplete);
        }
        catch (RpcException exception) when (TemporalCalls.IsOutage(exception.Code))
        {
            Log.Unknown(logger, exception.Code);
            return false;
        }
    }

    /// <returns>Whether each running one has answered.</returns>
    private async Task<bool> ResumeAsync(Kind kind, CancellationToken cancellationToken)
    {
        var silent = 0;
        byte[]? token = null;
        do
        {
            var page = await client.ListWorkflowsPaginatedAsync(
                $"WorkflowType = '{kind.Workflow}' AND ExecutionStatus = 'Running'",
                token,
                new() { PageSize = PageSize, Rpc = TemporalCalls.Options(cancellationToken) });
            await Parallel.ForEachAsync(
                page.Workflows,
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
                async (workflow, stop) =>
                {
                    if (!await TryResumeAsync(kind, workflow.Id, stop))
                    {
                        Interlocked.Increment(ref silent);
                    }
                });
            token = page.NextPageToken;
        }
        while (token is { Length: > 0 });

        return silent == 0;
    }

    /// <returns>Whether it has answered.</returns>
    private async Task<bool> TryResumeAsync(Kind kind, string id, CancellationToken cancellationToken)
    {
        try
        {
            var rpc = TemporalCalls.Query(cancellationToken);
            if (await kind.Waits(client, id, rpc))
            {
                await kind.Resume(client, id, rpc);
                Log.Resumed(logger, id);
            }

            return true;
        }
        catch (RpcException exception) when (TemporalCalls.IsOutage(exception.Code))
        {
            return false;
        }
        catch (WorkflowUpdateFailedException)
        {
            // Somebody else was faster.
            return true;
        }
        catch (Exception exception) when (exception is WorkflowQueryFailedException or TemporalException)
        {
            // It has ended, or cannot run with this version.
            Log.NotResumed(logger, id, exception.Message);
            return true;
        }
    }

    private static async Task<bool> WaitsAsync(ITemporalClient client, string id, RpcOptions rpc) => WaitReasons.IsForASignIn(
        (await client.GetWorkflowHandle<MusicSyncWorkflow>(id).QueryAsync(workflow => workflow.Status(), new() { Rpc = rpc })).Waiting);

    private static async Task<bool> EditsWaitAsync(ITemporalClient client, string id, RpcOptions rpc) => WaitReasons.IsAboutASignIn(
        (await client.GetWorkflowHandle<EditsWorkflow>(id).QueryAsync(workflow => workflow.Edits(), new() { Rpc = rpc })).Waiting);

    private static async Task<bool> AgentWaitsAsync(ITemporalClient client, string id, RpcOptions rpc) => WaitReasons.IsForASignIn(
        (await client.GetWorkflowHandle<AgentWorkflow>(id).QueryAsync(workflow => workflow.Status(), new() { Rpc = rpc })).Waiting);

    /// <summary>A kind of workflow that may wait for a sign-in.</summary>
    private sealed record Kind(
        string Workflow,
        Func<ITemporalClient, string, RpcOptions, Task<bool>> Waits,
        Func<ITemporalClient, string, RpcOptions, Task> Resume);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Somebody has signed in: {WorkflowId} goes on")]
        public static partial void Resumed(ILogger logger, string workflowId);

        [LoggerMessage(LogLevel.Warning, "Somebody has signed in, but {WorkflowId} does not go on: {Problem}")]
        public static partial void NotResumed(ILogger logger, string workflowId, string problem);

        [LoggerMessage(LogLevel.Warning, "Somebody has signed in, but Temporal does not say yet what waits for it: {Code}")]
        public static partial void Unknown(ILogger logger, RpcException.StatusCode code);
    }
}
