using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>A signal that starts its workflow where there is none.</summary>
public sealed class SignalWithStartTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Signal_ComesWithTheFirstTask(Server server) => RunAsync(server, async bench =>
        await bench.SayEndAsync(await SignalAsync(bench)));

    [Theory, OnBothServers]
    public Task Signal_ReachesTheRunningWorkflow(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        await SignalAsync(bench);
        await bench.SayHistoryAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Request_ThatIsRepeated_SignalsOnce(Server server) => RunOnWireAsync(server, async bench =>
    {
        foreach (var time in new[] { "first", "second" })
        {
            var answer = await bench.Service.SignalWithStartWorkflowExecutionAsync(Request(bench));
            bench.Say(time, answer.Started);
        }

        await bench.SayHistoryAsync(bench.Client.GetWorkflowHandle(bench.Id("w")));
    });

    [Theory, OnBothServers]
    public Task Signal_OfAClosedWorkflow_StartsTheNext(Server server) => RunAsync(server, async bench =>
    {
        var first = await SignalAsync(bench);
        await first.GetResultAsync();
        var second = await SignalAsync(bench);
        bench.Say("new run", first.ResultRunId != second.ResultRunId);
        await bench.SayEndAsync(second);
        await bench.SayAsync("no duplicate", async () =>
            (await SignalAsync(bench, options => options.IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate)).Id);
    });

    private static Task<WorkflowHandle<MessageFlow, string>> SignalAsync(Bench bench, Action<WorkflowOptions>? change = null)
    {
        var options = new WorkflowOptions(bench.Id("w"), bench.Queue);
        options.SignalWithStart((MessageFlow flow) => flow.GoAsync());
        change?.Invoke(options);
        return bench.Client.StartWorkflowAsync((MessageFlow flow) => flow.RunAsync("wait"), options);
    }

    private static SignalWithStartWorkflowExecutionRequest Request(Bench bench) => new()
    {
        Namespace = bench.Namespace,
        WorkflowId = bench.Id("w"),
        WorkflowType = new() { Name = "MessageFlow" },
        TaskQueue = new() { Name = bench.Queue },
        SignalName = "go",
        RequestId = bench.Id("request"),
    };
}
