using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Workflow tasks as a worker gets them, answered by hand at moments of the scenario's choice.</summary>
public sealed class WorkflowTaskTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Task_IsCompleted(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        var task = await worker.PollAsync();
        worker.Say("task", task);
        bench.Say("workflow", $"{task.WorkflowExecution.WorkflowId} {task.WorkflowType.Name}");
        await worker.CompleteAsync(task, HandWorker.Complete());
        await bench.SayAsync("completed twice", () => worker.CompleteAsync(task, HandWorker.Complete()));
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Token_ThatIsNone(Server server) => ByHandAsync(server, (bench, worker, _) => bench.SayAsync(
        "completed",
        () => worker.CompleteAsync(new() { TaskToken = Google.Protobuf.ByteString.CopyFromUtf8("none") }, HandWorker.Complete())));

    [Theory, OnBothServers]
    public Task Task_ThatFails_IsRepeated_AndOnlyItsFirstFailureRecorded(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var failing = await worker.PollAsync();
            worker.Say("task", failing);
            await worker.FailAsync(failing);
        }

        var task = await worker.PollAsync();
        worker.Say("task", task);
        await worker.CompleteAsync(task, HandWorker.Complete());
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Task_ThatTimesOut_IsRepeated_AndItsTokenIsStale(Server server) => RunOnWireAsync(server, async bench =>
    {
        var worker = new HandWorker(bench);
        var handle = await bench.StartAsync(
            (PlainFlow flow) => flow.RunAsync("wait"), change: options => options.TaskTimeout = TimeSpan.FromSeconds(1));
        var late = await worker.PollAsync();
        var task = await worker.PollAsync();
        worker.Say("task", task);
        await bench.SayAsync("late answer", () => worker.CompleteAsync(late, HandWorker.Complete("late")));
        await worker.CompleteAsync(task, HandWorker.Complete());
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Signals_WhileATaskRuns_FollowItsCommands(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        var task = await worker.PollAsync();
        await handle.SignalAsync(flow => flow.PingAsync("1"));
        await handle.SignalAsync(flow => flow.PingAsync("2"));
        bench.Say("events while it runs", (await handle.FetchHistoryAsync()).Events.Count);
        await worker.CompleteAsync(task, HandWorker.StartTimer("t", 3_600));
        var next = await worker.PollAsync();
        worker.Say("next task", next);
        await worker.CompleteAsync(next, HandWorker.Complete());
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task End_WhileASignalWaits_IsRefused(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        var task = await worker.PollAsync();
        await handle.SignalAsync(flow => flow.PingAsync("1"));
        await bench.SayAsync("end", () => worker.CompleteAsync(task, HandWorker.Complete()));
        var next = await worker.PollAsync();
        worker.Say("next task", next);
        await worker.CompleteAsync(next, HandWorker.Complete());
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Cancel_OfATimerThatFiredMeanwhile_Wins(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        await worker.CompleteAsync(await worker.PollAsync(), HandWorker.StartTimer("t", 1));
        await handle.SignalAsync(flow => flow.PingAsync("1"));
        var task = await worker.PollAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), bench.Token);
        await worker.CompleteAsync(task, HandWorker.CancelTimer("t"));
        await bench.SayHistoryAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Commands_ThatAreWrong(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        await RefusedAsync("cancel of no timer", () => HandWorker.CancelTimer("none"));
        await RefusedAsync("activity without a timeout", () => HandWorker.ScheduleActivity(bench, "a", withTimeout: false));
        await RefusedAsync("timer without an id", () => HandWorker.StartTimer("", 1));

        async Task RefusedAsync(string what, Func<Temporalio.Api.Command.V1.Command> command)
        {
            var task = await worker.PollAsync();
            await bench.SayAsync(what, () => worker.CompleteAsync(task, command()));
        }

        // The repeated task that follows is in no history yet.
        foreach (var line in HistoryText.Lines([.. (await handle.FetchHistoryAsync()).Events.Take(4)]))
        {
            bench.Say(line);
        }
    });

    [Theory, OnBothServers]
    public Task StickyQueue_GetsNewEventsOnly(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        await worker.CompleteStickyAsync(await worker.PollAsync());
        // A sticky queue that nobody has polled lately is not used; a poll that found nothing is one.
        await worker.PollAsync(sticky: true, seconds: 3);
        await handle.SignalAsync(flow => flow.PingAsync("1"));
        var task = await worker.PollAsync(sticky: true);
        worker.Say("sticky task", task);
        await worker.CompleteAsync(task, HandWorker.Complete());
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task StickyQueue_NobodyPolls_IsLeft(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        await worker.CompleteStickyAsync(await worker.PollAsync());
        await handle.SignalAsync(flow => flow.PingAsync("1"));
        var task = await worker.PollAsync();
        worker.Say("task", task);
        await worker.CompleteAsync(task, HandWorker.Complete());
        await bench.SayAsync("result", () => handle.GetResultAsync());
    });

    [Theory, OnBothServers]
    public Task Query_OfAnIdleWorkflow_IsATaskOfItsOwn(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        await worker.CompleteAsync(await worker.PollAsync());
        var query = handle.QueryAsync<string>("what", []);
        var task = await worker.PollAsync();
        worker.Say("task", task);
        await worker.AnswerQueryAsync(task, "answer");
        bench.Say("query", await query);
        await bench.SayHistoryAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Query_BesideAWaitingTask_TravelsWithIt(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        await worker.CompleteAsync(await worker.PollAsync());
        await handle.SignalAsync(flow => flow.PingAsync("1"));
        var query = handle.QueryAsync<string>("what", []);
        await Task.Delay(TimeSpan.FromMilliseconds(500), bench.Token);
        var task = await worker.PollAsync();
        worker.Say("task", task);
        var answer = worker.Answer(task);
        answer.QueryResults.Add(
            task.Queries.Keys.Single(), new() { ResultType = QueryResultType.Answered, Answer = HandWorker.Json("with it") });
        await bench.Service.RespondWorkflowTaskCompletedAsync(answer);
        bench.Say("query", await query);
        await bench.SayHistoryAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Update_TravelsAsAMessage_AndItsRejectionRollsBack(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        await worker.CompleteAsync(await worker.PollAsync());
        var update = bench.SayAsync("update", () => handle.ExecuteUpdateAsync<string>("what", [], new("u1")));
        var task = await worker.PollAsync();
        worker.Say("task", task);
        var request = Temporalio.Api.Update.V1.Request.Parser.ParseFrom(task.Messages.Single().Body.Value);
        var answer = worker.Answer(task);
        answer.Messages.Add(new Temporalio.Api.Protocol.V1.Message
        {
            Id = "u1/reject",
            ProtocolInstanceId = task.Messages.Single().ProtocolInstanceId,
            Body = Google.Protobuf.WellKnownTypes.Any.Pack(new Temporalio.Api.Update.V1.Rejection
            {
                RejectedRequestMessageId = task.Messages.Single().Id,
                RejectedRequestSequencingEventId = task.Messages.Single().EventId,
                RejectedRequest = request,
                Failure = new() { Message = "no", ApplicationFailureInfo = new() { Type = "Nope" } },
            }),
        });
        var answered = await bench.Service.RespondWorkflowTaskCompletedAsync(answer);
        await update;
        bench.Say("roll back to", answered.ResetHistoryEventId);
        await bench.SayHistoryAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Poll_WithoutATask_EndsEmpty(Server server) => RunOnWireAsync(server, async bench =>
    {
        var task = await new HandWorker(bench).PollAsync(seconds: 3);
        bench.Say("token", task.TaskToken.IsEmpty ? "none" : "some");
    });

    [Theory, OnBothServers]
    public Task ActivityTask_SaysWhatTheAttemptNeeds(Server server) => ByHandAsync(server, async (bench, worker, handle) =>
    {
        await worker.CompleteAsync(await worker.PollAsync(), HandWorker.ScheduleActivity(bench, "a"));
        var task = await worker.PollActivityAsync();
        bench.Say("activity", FormattableString.Invariant(
            $"{task.ActivityId} {task.ActivityType.Name} {HistoryText.Payloads(task.Input)} of {task.WorkflowExecution.WorkflowId} {task.WorkflowType.Name} attempt={task.Attempt}"));
        bench.Say("timeouts", FormattableString.Invariant(
            $"{task.ScheduleToCloseTimeout?.ToTimeSpan()} {task.StartToCloseTimeout?.ToTimeSpan()} {task.HeartbeatTimeout?.ToTimeSpan()}"));
        bench.Say("times", task.ScheduledTime is not null && task.StartedTime is not null && task.CurrentAttemptScheduledTime is not null);
        await bench.Service.RespondActivityTaskCompletedAsync(
            new() { Namespace = bench.Namespace, TaskToken = task.TaskToken, Result = HandWorker.Json("ok") });
        await worker.CompleteAsync(await worker.PollAsync(), HandWorker.Complete());
        await bench.SayEndAsync(handle);
    });

    private Task ByHandAsync(
        Server server,
        Func<Bench, HandWorker, WorkflowHandle<PlainFlow, string>, Task> scenario,
        [System.Runtime.CompilerServices.CallerMemberName] string name = "") => RunOnWireAsync(
        server,
        async bench => await scenario(bench, new HandWorker(bench), await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"))),
        name: name);
}
