using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Visibility;

/// <summary>Describes runs and lists them. Unlike the real server's, these lists are never late.</summary>
internal sealed class VisibilityService(Gate gate, RunRegistry runs)
{
    private const int UsualPageSize = 1000;

    public DescribeWorkflowExecutionResponse Describe(DescribeWorkflowExecutionRequest request) => gate.Enter(() =>
    {
        var run = runs.Get(request.Execution);
        var started = run.Started;
        var response = new DescribeWorkflowExecutionResponse
        {
            ExecutionConfig = new()
            {
                TaskQueue = started.TaskQueue,
                WorkflowExecutionTimeout = started.WorkflowExecutionTimeout,
                WorkflowRunTimeout = started.WorkflowRunTimeout,
                DefaultWorkflowTaskTimeout = started.WorkflowTaskTimeout,
            },
            WorkflowExecutionInfo = Describe(run),
            WorkflowExtendedInfo = new()
            {
                OriginalStartTime = run.StartTime.ToTimestamp(),
                ExecutionExpirationTime = started.WorkflowExecutionExpirationTime,
                RunExpirationTime = run.Timeout?.Due.ToTimestamp(),
                CancelRequested = run.IsCancelRequested,
            },
        };
        response.PendingActivities.AddRange(run.Activities.Values.Select(activity => activity.Info.Clone()));
        response.PendingChildren.AddRange(run.Children.Values.Select(Describe));
        if (run.Task is { } task)
        {
            response.PendingWorkflowTask = new()
            {
                State = task.IsStarted ? PendingWorkflowTaskState.Started : PendingWorkflowTaskState.Scheduled,
                ScheduledTime = task.ScheduledTime.ToTimestamp(),
                OriginalScheduledTime = task.ScheduledTime.ToTimestamp(),
                Attempt = task.Attempt,
            };
        }

        return response;
    });

    public ListWorkflowExecutionsResponse List(ListWorkflowExecutionsRequest request)
    {
        var filter = ListFilter.Parse(request.Query);
        var skip = request.NextPageToken.IsEmpty ? 0 : PageToken.Decode(request.NextPageToken).Position;
        var size = request.PageSize is > 0 and < UsualPageSize ? request.PageSize : UsualPageSize;
        return gate.Enter(() =>
        {
            // Open ones first, then what closed last, as the real server lists.
            var found = runs.All.Where(filter)
                .OrderByDescending(run => run.CloseTime ?? DateTime.MaxValue)
                .ThenByDescending(run => run.StartTime)
                .Skip(skip).Take(size + 1).ToList();
            var response = new ListWorkflowExecutionsResponse();
            response.Executions.AddRange(found.Take(size).Select(Describe));
            if (found.Count > size)
            {
                response.NextPageToken = new PageToken("", skip + size).Encode();
            }

            return response;
        });
    }

    public CountWorkflowExecutionsResponse Count(CountWorkflowExecutionsRequest request)
    {
        var filter = ListFilter.Parse(request.Query);
        return gate.Enter(() => new CountWorkflowExecutionsResponse { Count = runs.All.Count(filter) });
    }

    private static WorkflowExecutionInfo Describe(Run run) => new()
    {
        Execution = run.Execution,
        Type = run.Started.WorkflowType,
        StartTime = run.StartTime.ToTimestamp(),
        ExecutionTime = (run.StartTime + (Durations.Positive(run.Started.FirstWorkflowTaskBackoff) ?? TimeSpan.Zero)).ToTimestamp(),
        CloseTime = run.CloseTime?.ToTimestamp(),
        ExecutionDuration = run.CloseTime is { } closed ? Duration.FromTimeSpan(closed - run.StartTime) : null,
        Status = run.Status,
        HistoryLength = run.History.Count,
        HistorySizeBytes = run.HistoryBytes,
        ParentExecution = run.Started.ParentWorkflowExecution,
        RootExecution = run.Started.RootWorkflowExecution ?? run.Execution,
        FirstRunId = run.Started.FirstExecutionRunId,
        Memo = run.Memo.Clone(),
        SearchAttributes = run.SearchAttributes.Clone(),
        TaskQueue = run.TaskQueue,
        Priority = run.Started.Priority,
    };

    private static PendingChildExecutionInfo Describe(PendingChild child) => new()
    {
        WorkflowId = child.Attributes.WorkflowId,
        RunId = child.Execution?.RunId ?? "",
        WorkflowTypeName = child.Attributes.WorkflowType.Name,
        InitiatedId = child.InitiatedEventId,
        ParentClosePolicy = child.Attributes.ParentClosePolicy,
    };
}
