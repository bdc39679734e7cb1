using Google.Protobuf;
using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>
/// Payloads above 2 MiB from a worker that does not look at their size. SDKs do, by the limits that the server announces.
/// </summary>
public sealed class LimitTests(TestServers servers) : ConformanceTests(servers)
{
    private static readonly Payloads Big = HandWorker.Json(new string('x', 2_200_000));

    [Theory, OnBothServers]
    public Task ActivityInput_EndsTheWorkflow(Server server) => CommandAsync(server, bench =>
    {
        var command = HandWorker.ScheduleActivity(bench, "a");
        command.ScheduleActivityTaskCommandAttributes.Input = Big;
        return command;
    });

    [Theory, OnBothServers]
    public Task Result_EndsTheWorkflow(Server server) => CommandAsync(server, _ => new Command
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new() { Result = Big },
    });

    [Theory, OnBothServers]
    public Task Marker_EndsTheWorkflow(Server server) => CommandAsync(server, _ => new Command
    {
        CommandType = CommandType.RecordMarker,
        RecordMarkerCommandAttributes = new() { MarkerName = "m", Details = { ["d"] = Big } },
    });

    [Theory, OnBothServers]
    public Task InputOfTheNextRun_EndsTheWorkflow(Server server) => CommandAsync(server, bench => new Command
    {
        CommandType = CommandType.ContinueAsNewWorkflowExecution,
        ContinueAsNewWorkflowExecutionCommandAttributes = new()
        {
            WorkflowType = new() { Name = "PlainFlow" },
            TaskQueue = new() { Name = bench.Queue },
            Input = Big,
        },
    });

    [Theory, OnBothServers]
    public Task ChildsInput_EndsTheWorkflow(Server server) => CommandAsync(server, bench => new Command
    {
        CommandType = CommandType.StartChildWorkflowExecution,
        StartChildWorkflowExecutionCommandAttributes = new()
        {
            WorkflowId = bench.Id("child"),
            WorkflowType = new() { Name = "PlainFlow" },
            TaskQueue = new() { Name = bench.Queue },
            Input = Big,
        },
    });

    [Theory, OnBothServers]
    public Task SignalsInput_EndsTheWorkflow(Server server) => CommandAsync(server, bench => new Command
    {
        CommandType = CommandType.SignalExternalWorkflowExecution,
        SignalExternalWorkflowExecutionCommandAttributes = new()
        {
            Execution = new() { WorkflowId = bench.Id("other") },
            SignalName = "ping",
            Input = Big,
        },
    });

    [Theory, OnBothServers]
    public Task Memo_EndsTheWorkflow(Server server) => CommandAsync(server, _ => new Command
    {
        CommandType = CommandType.ModifyWorkflowProperties,
        ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = new() { Fields = { ["m"] = Big.Payloads_[0] } } },
    });

    [Theory, OnBothServers]
    public Task ActivityResult_FailsTheActivity(Server server) => AttemptAsync(server, (bench, token) =>
        bench.Service.RespondActivityTaskCompletedAsync(new() { Namespace = bench.Namespace, TaskToken = token, Result = Big }));

    [Theory, OnBothServers]
    public Task Heartbeat_FailsTheActivity(Server server) => AttemptAsync(server, async (bench, token) =>
    {
        var answer = await bench.Service.RecordActivityTaskHeartbeatAsync(
            new() { Namespace = bench.Namespace, TaskToken = token, Details = Big });
        bench.Say("cancel requested", answer.CancelRequested);
    });

    [Theory, OnBothServers]
    public Task CancelDetails_AreRefused(Server server) => AttemptAsync(server, (bench, token) =>
        bench.Service.RespondActivityTaskCanceledAsync(new() { Namespace = bench.Namespace, TaskToken = token, Details = Big }));

    [Theory, OnBothServers]
    public Task QueryAnswer_FailsTheQuery(Server server) => RunOnWireAsync(server, async bench =>
    {
        var worker = new HandWorker(bench);
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        await worker.CompleteAsync(await worker.PollAsync());
        var asked = handle.QueryAsync(flow => flow.Log());
        var task = await worker.PollAsync();
        await bench.SayAsync("answer", () => bench.Service.RespondQueryTaskCompletedAsync(new()
        {
            Namespace = bench.Namespace,
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Answered,
            QueryResult = Big,
        }));
        await bench.SayAsync("query", () => asked);
    });

    private Task CommandAsync(
        Server server, Func<Bench, Command> create, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        RunOnWireAsync(
            server,
            async bench =>
            {
                var worker = new HandWorker(bench);
                var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"));
                var task = await worker.PollAsync();
                await bench.SayAsync("completed", () => worker.CompleteAsync(task, create(bench)));
                await bench.SayEndAsync(handle);
            },
            name: name);

    private Task AttemptAsync(
        Server server, Func<Bench, ByteString, Task> report, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        RunOnWireAsync(
            server,
            async bench =>
            {
                var worker = new HandWorker(bench);
                var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"));
                await worker.CompleteAsync(await worker.PollAsync(), HandWorker.ScheduleActivity(bench, "a"));
                var attempt = await worker.PollActivityAsync();
                await bench.SayAsync("report", () => report(bench, attempt.TaskToken));
                if ((await bench.DescribeAsync(handle)).PendingActivities.Count == 0)
                {
                    await worker.CompleteAsync(await worker.PollAsync(), HandWorker.Complete());
                }

                await bench.SayHistoryAsync(handle);
            },
            name: name);
}
