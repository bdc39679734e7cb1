using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace MusicSync.EmbeddedTemporal.Tests.Servers;

/// <summary>A worker whose every answer the scenario gives itself: it meets moments an SDK's worker would not.</summary>
internal sealed class HandWorker(Bench bench)
{
    public string StickyQueue => bench.Id("sticky");

    public async Task<PollWorkflowTaskQueueResponse> PollAsync(bool sticky = false, int seconds = 20) =>
        await bench.Service.PollWorkflowTaskQueueAsync(
            new()
            {
                Namespace = bench.Namespace,
                Identity = "hand",
                TaskQueue = sticky
                    ? new() { Name = StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = bench.Queue }
                    : new() { Name = bench.Queue, Kind = TaskQueueKind.Normal },
            },
            new() { Timeout = TimeSpan.FromSeconds(seconds) });

    public Task CompleteAsync(PollWorkflowTaskQueueResponse task, params Command[] commands) =>
        bench.Service.RespondWorkflowTaskCompletedAsync(Answer(task, commands));

    /// <summary>Completes and asks for the next task on the sticky queue.</summary>
    public Task CompleteStickyAsync(PollWorkflowTaskQueueResponse task, params Command[] commands)
    {
        var answer = Answer(task, commands);
        answer.StickyAttributes = new()
        {
            WorkerTaskQueue = new() { Name = StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = bench.Queue },
            ScheduleToStartTimeout = new() { Seconds = 10 },
        };
        return bench.Service.RespondWorkflowTaskCompletedAsync(answer);
    }

    public RespondWorkflowTaskCompletedRequest Answer(PollWorkflowTaskQueueResponse task, params Command[] commands)
    {
        var answer = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = bench.Namespace,
            Identity = "hand",
            TaskToken = task.TaskToken,
        };
        answer.Commands.AddRange(commands);
        return answer;
    }

    public Task FailAsync(PollWorkflowTaskQueueResponse task) => bench.Service.RespondWorkflowTaskFailedAsync(new()
    {
        Namespace = bench.Namespace,
        Identity = "hand",
        TaskToken = task.TaskToken,
        Cause = WorkflowTaskFailedCause.NonDeterministicError,
        Failure = new() { Message = "by hand", ApplicationFailureInfo = new() { Type = "ByHand" } },
    });

    public Task AnswerQueryAsync(PollWorkflowTaskQueueResponse task, string answer) =>
        bench.Service.RespondQueryTaskCompletedAsync(new()
        {
            Namespace = bench.Namespace,
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Answered,
            QueryResult = Json(answer),
        });

    public async Task<PollActivityTaskQueueResponse> PollActivityAsync(int seconds = 20) =>
        await bench.Service.PollActivityTaskQueueAsync(
            new() { Namespace = bench.Namespace, Identity = "hand", TaskQueue = new() { Name = bench.Queue } },
            new() { Timeout = TimeSpan.FromSeconds(seconds) });

    /// <summary>Says what a worker acts on in a task.</summary>
    public void Say(string what, PollWorkflowTaskQueueResponse task) => bench.Say(what, string.Join(
        ' ',
        FormattableString.Invariant($"attempt={task.Attempt}"),
        FormattableString.Invariant($"previous={task.PreviousStartedEventId} started={task.StartedEventId}"),
        $"events={string.Join(',', (task.History?.Events ?? []).Select(e => $"{e.EventId}:{e.EventType}"))}",
        $"query={task.Query?.QueryType}",
        $"queries={string.Join(',', task.Queries.Values.Select(query => query.QueryType))}",
        $"messages={string.Join(',', task.Messages.Select(message => $"{message.Body.TypeUrl.Split('/')[^1]}@{message.EventId}"))}"));

    public static Temporalio.Api.Common.V1.Payloads Json(string text) => new()
    {
        Payloads_ =
        {
            new Temporalio.Api.Common.V1.Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
                Data = ByteString.CopyFromUtf8($"\"{text}\""),
            },
        },
    };

    public static Command Complete(string result = "done") => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new() { Result = Json(result) },
    };

    public static Command StartTimer(string id, double seconds) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new()
        {
            TimerId = id,
            StartToFireTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds)),
        },
    };

    public static Command CancelTimer(string id) => new()
    {
        CommandType = CommandType.CancelTimer,
        CancelTimerCommandAttributes = new() { TimerId = id },
    };

    public static Command ScheduleActivity(Bench bench, string id, bool withTimeout = true) => new()
    {
        CommandType = CommandType.ScheduleActivityTask,
        ScheduleActivityTaskCommandAttributes = new()
        {
            ActivityId = id,
            ActivityType = new() { Name = "Work" },
            TaskQueue = new() { Name = bench.Queue },
            Input = Json("input"),
            StartToCloseTimeout = withTimeout ? new() { Seconds = 20 } : null,
            RetryPolicy = new() { MaximumAttempts = 1 },
        },
    };
}
