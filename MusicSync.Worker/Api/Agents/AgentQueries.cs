using System.Globalization;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.Worker.Api.Agents;

/// <summary>Reads agents from Temporal: a running one by query, an ended one from its result, a page of them from visibility.</summary>
internal sealed class AgentQueries(ITemporalClient client, SpotifySignIn signIn, TimeProvider time)
{
    private const int AgentsPerPage = 50;
    private static readonly TimeSpan Window = TimeSpan.FromDays(90);

    public async Task<AgentStatus> StatusAsync(string id, CancellationToken cancellationToken)
    {
        var described = await DescribeAsync(id, cancellationToken);
        var rpc = TemporalCalls.Query(cancellationToken);
        if (!IsRunning(described, id))
        {
            return (await ResultAsync(id, rpc)).Status;
        }

        var status = await client.GetWorkflowHandle<AgentWorkflow>(AgentWorkflow.IdOf(id))
            .QueryAsync(workflow => workflow.Status(), new() { Rpc = rpc });
        return status.Waiting switch
        {
            { } waiting when WaitReasons.IsForASignIn(waiting) =>
                status with { Waiting = waiting with { Link = await signIn.PageAsync(cancellationToken) } },
            // What only Temporal knows: that a step is held back for a retry.
            null when status.FinishedAt is null && PendingRetries.Of(described.PendingActivities) is { } step =>
                status with { State = step.HoldsAllUp ? AgentState.Waiting : status.State, Waiting = step.Waiting },
            _ => status,
        };
    }

    public async Task<TranscriptDocument> TranscriptAsync(string id, CancellationToken cancellationToken)
    {
        var rpc = TemporalCalls.Query(cancellationToken);
        return TranscriptDocument.Of(id, IsRunning(await DescribeAsync(id, cancellationToken), id)
            ? await client.GetWorkflowHandle<AgentWorkflow>(AgentWorkflow.IdOf(id)).QueryAsync(workflow => workflow.Transcript(), new() { Rpc = rpc })
            : (await ResultAsync(id, rpc)).Turns);
    }

    public async Task<bool> IsRunningAsync(string id, CancellationToken cancellationToken) =>
        IsRunning(await DescribeAsync(id, cancellationToken), id);

    /// <summary>Lists the agents of the last 90 days with what their memos know.</summary>
    public async Task<AgentPage> ListAsync(string? token, CancellationToken cancellationToken)
    {
        var since = (time.GetUtcNow() - Window).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var page = await client.ListWorkflowsPaginatedAsync(
            $"WorkflowType = '{nameof(AgentWorkflow)}' AND StartTime >= '{since}'",
            PageTokens.Read(token),
            new() { PageSize = AgentsPerPage, Rpc = TemporalCalls.Options(cancellationToken) });

        // Visibility takes no ORDER BY on every store. Of an agent of many runs the newest speaks.
        var rows = await Task.WhenAll(page.Workflows
            .Where(workflow => workflow.Status != WorkflowExecutionStatus.ContinuedAsNew)
            .OrderByDescending(workflow => workflow.StartTime)
            .Select(SummaryAsync));
        return new AgentPage(rows, PageTokens.Write(page.NextPageToken));
    }

    /// <summary>Joins the agent that the same request started before.</summary>
    /// <exception cref="ProblemException">The id belongs to another request.</exception>
    public async Task EnsureSameAsync(string id, string hash, CancellationToken cancellationToken)
    {
        var existing = await client.GetWorkflowHandle(AgentWorkflow.IdOf(id)).DescribeAsync(new() { Rpc = TemporalCalls.Options(cancellationToken) });
        if (await existing.Memo[AgentMemo.ContentHash].ToValueAsync<string>() != hash)
        {
            throw new ProblemException(
                StatusCodes.Status409Conflict,
                "The id is taken",
                $"An agent with id {id} exists and has another goal; choose another id, or leave it out.");
        }
    }

    private async Task<DescribeWorkflowExecutionResponse> DescribeAsync(string id, CancellationToken cancellationToken) =>
        await client.FindWorkflowAsync(AgentWorkflow.IdOf(id), TemporalCalls.Options(cancellationToken)) ?? throw new ProblemException(
            StatusCodes.Status404NotFound, "No such agent", $"There is no agent with id {id}; GET /agents lists the recent ones.");

    private Task<AgentResult> ResultAsync(string id, RpcOptions rpc) =>
        client.GetWorkflowHandle<AgentWorkflow, AgentResult>(AgentWorkflow.IdOf(id)).GetResultAsync(rpcOptions: rpc);

    private static bool IsRunning(DescribeWorkflowExecutionResponse described, string id) => described.WorkflowExecutionInfo.Status switch
    {
        WorkflowExecutionStatus.Running => true,
        WorkflowExecutionStatus.Completed => false,
        var ended => throw new ProblemException(
            StatusCodes.Status410Gone,
            "The agent was ended from outside",
            $"Agent {id} was ended at Temporal ({ended}) and left no transcript. Its syncs are listed by GET /syncs."),
    };

    private static async Task<AgentSummary> SummaryAsync(WorkflowExecution workflow)
    {
        var state = workflow.Status == WorkflowExecutionStatus.Running
            ? "running"
            : ApiJson.Name(await MemoAsync<AgentState?>(workflow, AgentMemo.State) ?? AgentState.Cancelled);
        return new AgentSummary(
            workflow.Id[AgentWorkflow.IdOf("").Length..], state, await MemoAsync<string>(workflow, AgentMemo.Goal), workflow.StartTime, workflow.CloseTime);
    }

    private static async Task<T?> MemoAsync<T>(WorkflowExecution workflow, string name) =>
        workflow.Memo.TryGetValue(name, out var value) ? await value.ToValueAsync<T>() : default;
}
