using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Runs;
using MusicSync.EmbeddedTemporal.Updates;
using MusicSync.EmbeddedTemporal.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Tasks;

/// <summary>What a worker is told with a workflow task.</summary>
internal static class TaskAnswer
{
    /// <summary>A poll's answer: the whole history, or for a worker that keeps the run what is new since its last task.</summary>
    public static PollWorkflowTaskQueueResponse Create(Run run, TaskToken token, int from)
    {
        var page = HistoryPage.Read(run, from, HistoryPage.MaxEvents, isOfTask: token.StartedEventId > 0);
        return new()
        {
            TaskToken = token.Encode(),
            WorkflowExecution = run.Execution,
            WorkflowType = run.Started.WorkflowType,
            PreviousStartedEventId = run.PreviousStartedEventId,
            StartedEventId = token.StartedEventId,
            Attempt = token.Attempt,
            WorkflowExecutionTaskQueue = new() { Name = run.TaskQueue, Kind = TaskQueueKind.Normal },
            History = new() { Events = { page.Events } },
            NextPageToken = page.Next ?? ByteString.Empty,
        };
    }

    /// <summary>The answer with a task that has just started.</summary>
    public static PollWorkflowTaskQueueResponse Create(Run run, WorkflowTask task, Timestamp startedTime, bool isSticky)
    {
        var token = new TaskToken(run.RunId, task.ScheduledEventId, task.StartedEventId, task.Attempt);
        var response = Create(run, token, from: isSticky ? (int)run.PreviousStartedEventId : 0);
        response.ScheduledTime = task.ScheduledTime.ToTimestamp();
        response.StartedTime = startedTime;
        response.Messages.AddRange(UpdateMessages.Send(run, task.StartedEventId));
        AttachQueries(run, task, response);
        return response;
    }

    /// <summary>Advises the workflow to continue as new, with the reasons, when its history or its updates are many.</summary>
    public static void Advise(Run run, WorkflowTaskStartedEventAttributes started, EmbeddedServerOptions options)
    {
        if (run.LastEventId >= options.ContinueAsNewEvents)
        {
            started.SuggestContinueAsNewReasons.Add(SuggestContinueAsNewReason.TooManyHistoryEvents);
        }

        if (run.HistoryBytes >= options.ContinueAsNewBytes)
        {
            started.SuggestContinueAsNewReasons.Add(SuggestContinueAsNewReason.HistorySizeTooLarge);
        }

        if (run.Updates.Count >= SizeLimits.UpdatesToContinueAsNew)
        {
            started.SuggestContinueAsNewReasons.Add(SuggestContinueAsNewReason.TooManyUpdates);
        }

        started.SuggestContinueAsNew = started.SuggestContinueAsNewReasons.Count > 0;
    }

    /// <summary>Queries that wait see every event before them when they go with this task.</summary>
    private static void AttachQueries(Run run, WorkflowTask task, PollWorkflowTaskQueueResponse response)
    {
        foreach (var query in run.Queries)
        {
            task.Queries[query.Id] = query;
            response.Queries[query.Id] = query.Asked;
        }

        run.Queries.Clear();
    }
}
