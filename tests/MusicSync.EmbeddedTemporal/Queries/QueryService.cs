using MusicSync.EmbeddedTemporal.Queues;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Tasks;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Queries;

/// <summary>A query that somebody waits for.</summary>
internal sealed class PendingQuery(WorkflowQuery asked)
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public WorkflowQuery Asked => asked;

    public TaskCompletionSource<QueryWorkflowResponse> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether a worker has it, outside a workflow task.</summary>
    public bool IsTaken { get; set; }

    public void Complete(QueryResultType type, Temporalio.Api.Common.V1.Payloads? answer, string error, Failure? failure)
    {
        if (type != QueryResultType.Answered)
        {
            Answer.TrySetException(TemporalErrors.QueryFailed(error, failure));
        }
        else if (SizeLimits.IsTooLarge(answer))
        {
            Answer.TrySetException(TemporalErrors.QueryFailed("Blob data size exceeds limit.", failure: null));
        }
        else
        {
            Answer.TrySetResult(new() { QueryResult = answer });
        }
    }
}

/// <summary>Answers that came with a workflow task.</summary>
internal static class QueryAnswers
{
    public static void Receive(Run run, WorkflowTask task, IDictionary<string, WorkflowQueryResult> results)
    {
        foreach (var (id, query) in task.Queries)
        {
            if (results.TryGetValue(id, out var result))
            {
                query.Complete(result.ResultType, result.Answer, result.ErrorMessage, result.Failure);
            }
            else
            {
                // Not answered with this task: it waits for the next one, or goes on its own.
                run.Queries.Add(query);
            }
        }
    }
}

/// <summary>
/// Queries see every event before them. So they go with the next workflow task when one is under way, and otherwise on their
/// own: to the worker that keeps the run, without history, or to any worker, with all of it.
/// </summary>
internal sealed class QueryService(Gate gate, RunRegistry runs, WorkflowTasks tasks, TaskQueueSet queues)
{
    // A worker that keeps the run but does not take its query may be stuck; any other one can replay the run.
    private static readonly TimeSpan StickyPatience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, PendingQuery> _asked = [];

    public bool IsAsking => _asked.Count > 0;

    public async Task<QueryWorkflowResponse> AskAsync(QueryWorkflowRequest request, CancellationToken cancellationToken)
    {
        SizeLimits.Check(request.Query.QueryArgs);
        PendingQuery query = new(request.Query);
        var run = gate.Enter(() =>
        {
            var run = runs.Get(request.Execution);
            if (Rejects(request.QueryRejectCondition, run.Status))
            {
                query.Answer.SetResult(new() { QueryRejected = new() { Status = run.Status } });
                return run;
            }

            if (run.HasFailingTasks)
            {
                throw TemporalErrors.NotReady("Unable to query workflow due to Workflow Task in failed state.");
            }

            if (!run.IsRunning && run.PreviousStartedEventId == 0)
            {
                throw TemporalErrors.NotReady("Workflow execution closed before WorkflowTaskStarted event");
            }

            run.Queries.Add(query);
            AskWaiting(run);
            return run;
        });
        try
        {
            return await query.Answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            gate.Enter(() =>
            {
                run.Queries.Remove(query);
                _asked.Remove(query.Id);
            });
        }
    }

    public RespondQueryTaskCompletedResponse Receive(RespondQueryTaskCompletedRequest request)
    {
        var id = QueryToken.Decode(request.TaskToken);
        return gate.Enter(() =>
        {
            if (!_asked.Remove(id, out var query))
            {
                throw TemporalErrors.NotFound("query task not found, or already expired");
            }

            query.Complete(request.CompletedType, request.QueryResult, request.ErrorMessage, request.Failure);
            return new RespondQueryTaskCompletedResponse();
        });
    }

    /// <summary>Sends the queries that need not wait for a workflow task any more.</summary>
    public void AskWaiting(Run run)
    {
        if (run.Task is not null || run.Queries.Count == 0)
        {
            return;
        }

        foreach (var query in run.Queries)
        {
            _asked[query.Id] = query;
            Ask(run, query, isSticky: tasks.HasStickyWorker(run));
        }

        run.Queries.Clear();
    }

    private void Ask(Run run, PendingQuery query, bool isSticky)
    {
        var queue = queues[isSticky ? run.Sticky!.WorkerTaskQueue.Name : run.TaskQueue];
        queue.Add(new QueuedTask(
            run.Priority,
            _ => query.IsTaken || !_asked.ContainsKey(query.Id) ? null : Take(run, query, isSticky),
            () => AskAgain(run, query)));
        if (isSticky && !query.IsTaken)
        {
            gate.Timers.After(StickyPatience, () => LeaveStickyQueue(run, query));
        }
    }

    private static PollWorkflowTaskQueueResponse Take(Run run, PendingQuery query, bool isSticky)
    {
        query.IsTaken = true;
        // With a started event id, a worker that has seen a newer task would not know this as a query of its own.
        var from = isSticky ? run.History.Count : 0;
        var response = TaskAnswer.Create(run, new TaskToken(run.RunId, 0, 0, 1), from);
        response.TaskToken = QueryToken.Encode(query.Id);
        response.Query = query.Asked;
        return response;
    }

    private void LeaveStickyQueue(Run run, PendingQuery query)
    {
        if (!query.IsTaken && _asked.ContainsKey(query.Id))
        {
            run.Sticky = null;
            Ask(run, query, isSticky: false);
        }
    }

    private void AskAgain(Run run, PendingQuery query)
    {
        query.IsTaken = false;
        if (_asked.ContainsKey(query.Id))
        {
            Ask(run, query, isSticky: false);
        }
    }

    private static bool Rejects(QueryRejectCondition condition, WorkflowExecutionStatus status) => condition switch
    {
        QueryRejectCondition.NotOpen => status != WorkflowExecutionStatus.Running,
        QueryRejectCondition.NotCompletedCleanly =>
            status is not (WorkflowExecutionStatus.Running or WorkflowExecutionStatus.Completed),
        _ => false,
    };
}
