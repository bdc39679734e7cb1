using System.Runtime.CompilerServices;
using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>A workflow's own life: timers, markers, its properties, and every way to end.</summary>
public sealed class WorkflowTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Workflow_Completes(Server server) => EndsAsync(server, "nothing");

    [Theory, OnBothServers]
    public Task Workflow_Fails(Server server) => EndsAsync(server, "fail");

    [Theory, OnBothServers]
    public Task Timer_Fires(Server server) => EndsAsync(server, "timer");

    [Theory, OnBothServers]
    public Task Timer_IsCancelled(Server server) => EndsAsync(server, "cancel-timer");

    [Theory, OnBothServers]
    public Task WaitCondition_TimesOut(Server server) => EndsAsync(server, "timeout");

    [Theory, OnBothServers]
    public Task Patch_LeavesAMarker(Server server) => EndsAsync(server, "patch");

    [Theory, OnBothServers]
    public Task Memo_IsChanged(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync(
            (PlainFlow flow) => flow.RunAsync("memo"),
            change: options => options.Memo = new Dictionary<string, object> { ["a"] = "1", ["c"] = "3" });
        await bench.SayEndAsync(handle);
        bench.Say("memo", string.Join(',', (await handle.DescribeAsync()).Memo.Keys.Order(StringComparer.Ordinal)));
    });

    [Theory, OnBothServers]
    public Task Task_FailsAndIsRepeated(Server server) => RunAsync(server, async bench =>
    {
        PlainFlow.SetBugs(2);
        await bench.SayEndAsync(await bench.StartAsync((PlainFlow flow) => flow.RunAsync("bug")));
    });

    [Theory, OnBothServers]
    public Task RunTimeout_EndsIt(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync(
            (PlainFlow flow) => flow.RunAsync("wait"), change: options => options.RunTimeout = TimeSpan.FromSeconds(1));
        await bench.SayEndAsync(handle);
        bench.Say("status", (await handle.DescribeAsync()).Status);
    });

    [Theory, OnBothServers]
    public Task ExecutionTimeout_EndsIt(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync(
            (PlainFlow flow) => flow.RunAsync("wait"),
            change: options => options.ExecutionTimeout = TimeSpan.FromSeconds(1));
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task ContinueAsNew_GoesOnInANewRun(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync(
            (PlainFlow flow) => flow.RunAsync("again"),
            change: options => options.Memo = new Dictionary<string, object> { ["a"] = "1" });
        bench.Say("result of the chain", await handle.GetResultAsync());
        await bench.SayEndAsync(handle with { RunId = handle.FirstExecutionRunId });
        await bench.SayHistoryAsync(bench.Client.GetWorkflowHandle(handle.Id));
        bench.Say("memo", string.Join(',', (await bench.Client.GetWorkflowHandle(handle.Id).DescribeAsync()).Memo.Keys));
    });

    [Theory, OnBothServers]
    public Task ContinueAsNew_IsSuggested_ByTheHistorysSize(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("suggested"));
        var text = new string('x', 300_000);
        // The fourteenth is the one that passes 4 MiB: a fifteenth could find it ended.
        for (var signal = 0; signal < 14; signal++)
        {
            await handle.SignalAsync(flow => flow.PingAsync(text));
        }

        // What a task suggests is known at its start, which a signal may miss: one more asks again.
        var result = handle.GetResultAsync();
        while (await Task.WhenAny(result, Task.Delay(TimeSpan.FromMilliseconds(500), bench.Token)) != result)
        {
            // It may end just now.
            await handle.SignalAsync(flow => flow.PingAsync("x")).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        bench.Say("result", await result);
    });

    [Theory, OnBothServers]
    public Task ContinueAsNew_IsSuggested_ByTheNumberOfEvents(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("many"));
        await handle.QueryAsync(flow => flow.Pings());
        await handle.SignalAsync(flow => flow.GoAsync());
        bench.Say("result", await handle.GetResultAsync());
    });

    [Theory, OnBothServers]
    public Task Cancel_IsHandled(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench, "hold");
        await handle.CancelAsync();
        await bench.SayEndAsync(handle);
        bench.Say("status", (await handle.DescribeAsync()).Status);
        await bench.SayAsync("again", () => handle.CancelAsync());
    });

    [Theory, OnBothServers]
    public Task Cancel_IsSwallowed(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench, "swallow");
        await handle.CancelAsync();
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Cancel_Twice(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"));
        await bench.SayAsync("first", () => handle.CancelAsync());
        await bench.SayAsync("second", () => handle.CancelAsync());
        await bench.SayHistoryAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Terminate_EndsIt(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench, "hold");
        await handle.TerminateAsync("why", new() { Details = ["more"] });
        await bench.SayEndAsync(handle);
        bench.Say("status", (await handle.DescribeAsync()).Status);
        await bench.SayAsync("again", () => handle.TerminateAsync());
    });

    [Theory, OnBothServers]
    public Task Terminate_BeforeTheFirstTask(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"));
        await handle.TerminateAsync();
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Nobody_IsNotFound(Server server) => RunOnWireAsync(server, async bench =>
    {
        var nobody = bench.Client.GetWorkflowHandle(bench.Id("nobody"));
        await bench.SayAsync("describe", () => nobody.DescribeAsync());
        await bench.SayAsync("signal", () => nobody.SignalAsync("x", []));
        await bench.SayAsync("cancel", () => nobody.CancelAsync());
        await bench.SayAsync("terminate", () => nobody.TerminateAsync());
        await bench.SayAsync("result", () => nobody.GetResultAsync());
        await bench.SayAsync("query", () => nobody.QueryAsync<int>("x", []));
        await bench.SayAsync("update", () => nobody.ExecuteUpdateAsync<int>("x", []));
        await bench.SayAsync("history", () => nobody.FetchHistoryAsync());
        var run = bench.Client.GetWorkflowHandle(bench.Id("nobody"), Guid.NewGuid().ToString());
        await bench.SayAsync("describe a run", () => run.DescribeAsync());
        await bench.SayAsync("signal a run", () => run.SignalAsync("x", []));
    });

    [Theory, OnBothServers]
    public Task Worker_WithoutACache_ReplaysEachTask(Server server) => RunOnWireAsync(server, async bench =>
    {
        bench.StartWorker(options => options.MaxCachedWorkflows = 0);
        var handle = await bench.StartAsync((ActivityFlow flow) => flow.RunAsync("three"));
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Worker_TakesOverFromAnother(Server server) => RunOnWireAsync(server, async bench =>
    {
        bench.StartWorker();
        var handle = await IdleAsync(bench, "wait");
        await handle.SignalAsync(flow => flow.PingAsync("x"));
        bench.Say("first worker", await handle.QueryAsync(flow => flow.Pings()));
        await bench.StopWorkersAsync();

        bench.StartWorker();
        bench.Say("second worker", await handle.QueryAsync(flow => flow.Pings()));
        await handle.SignalAsync(flow => flow.GoAsync());
        bench.Say("result", await handle.GetResultAsync());
    });

    [Theory, OnBothServers]
    public Task History_Replays(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((ActivityFlow flow) => flow.RunAsync("three"));
        await handle.GetResultAsync();
        var json = (await handle.FetchHistoryAsync()).ToJson();
        var replay = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ActivityFlow>())
            .ReplayWorkflowAsync(WorkflowHistory.FromJson(handle.Id, json), throwOnReplayFailure: false);
        bench.Say("replay failure", replay.ReplayFailure?.Message);
    });

    private static async Task<WorkflowHandle<PlainFlow, string>> IdleAsync(Bench bench, string kind)
    {
        var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync(kind));
        await handle.QueryAsync(flow => flow.Pings());
        return handle;
    }

    private Task EndsAsync(Server server, string kind, [CallerMemberName] string name = "") => RunAsync(
        server,
        async bench => await bench.SayEndAsync(await bench.StartAsync((PlainFlow flow) => flow.RunAsync(kind))),
        name: name);
}
