using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Client;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Signals from clients and from other workflows, and cancels from other workflows.</summary>
public sealed class SignalTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Signal_WakesTheWorkflow(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        await handle.SignalAsync(flow => flow.GoAsync());
        await bench.SayEndAsync(handle);
        await bench.SayAsync("after the end", () => handle.SignalAsync(flow => flow.GoAsync()));
    });

    [Theory, OnBothServers]
    public Task Signal_ThatIsRepeated_CountsOnce(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        foreach (var request in new[] { "1", "1", "2" })
        {
            await bench.Service.SignalWorkflowExecutionAsync(new()
            {
                Namespace = bench.Namespace,
                WorkflowExecution = new() { WorkflowId = handle.Id },
                SignalName = "note",
                RequestId = bench.Id(request),
            });
        }

        await bench.SayHistoryAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Signals_Above2Megabytes(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        await bench.SayAsync("2.2 MB", () => handle.SignalAsync(flow => flow.NoteAsync(new string('x', 2_200_000))));
        await bench.SayAsync("1.8 MB", () => handle.SignalAsync(flow => flow.NoteAsync(new string('x', 1_800_000))));
    });

    [Theory, OnBothServers]
    public Task Signal_WithoutAName(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        await bench.SayAsync("signal", () => handle.SignalAsync("", []));
    });

    [Theory, OnBothServers]
    public Task Workflow_SignalsAnother(Server server) => RunAsync(server, async bench =>
    {
        var other = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"), "w-other");
        await other.QueryAsync(flow => flow.Pings());
        await bench.SayEndAsync(await bench.StartAsync((ParentFlow flow) => flow.RunAsync("signal")));
        bench.Say("pings", await other.QueryAsync(flow => flow.Pings()));
        await other.SignalAsync(flow => flow.GoAsync());
        await bench.SayEndAsync(other);
    });

    [Theory, OnBothServers]
    public Task Workflow_SignalsNobody(Server server) => RunAsync(server, async bench =>
        await bench.SayEndAsync(await bench.StartAsync((ParentFlow flow) => flow.RunAsync("signal"))));

    [Theory, OnBothServers]
    public Task Workflow_SignalsAClosedOne(Server server) => RunAsync(server, async bench =>
    {
        await (await bench.StartAsync((PlainFlow flow) => flow.RunAsync("nothing"), "w-other")).GetResultAsync();
        await bench.SayEndAsync(await bench.StartAsync((ParentFlow flow) => flow.RunAsync("signal")));
    });

    [Theory, OnBothServers]
    public Task Workflow_CancelsAnother(Server server) => RunAsync(server, async bench =>
    {
        var other = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("swallow"), "w-other");
        await other.QueryAsync(flow => flow.Pings());
        await bench.SayEndAsync(await bench.StartAsync((ParentFlow flow) => flow.RunAsync("cancel")));
        await bench.SayEndAsync(other);
    });

    [Theory, OnBothServers]
    public Task Workflow_CancelsNobody(Server server) => RunAsync(server, async bench =>
        await bench.SayEndAsync(await bench.StartAsync((ParentFlow flow) => flow.RunAsync("cancel"))));

    [Theory, OnBothServers]
    public Task Workflow_CancelsAClosedOne(Server server) => RunAsync(server, async bench =>
    {
        await (await bench.StartAsync((PlainFlow flow) => flow.RunAsync("nothing"), "w-other")).GetResultAsync();
        await bench.SayEndAsync(await bench.StartAsync((ParentFlow flow) => flow.RunAsync("cancel")));
    });

    private static async Task<WorkflowHandle<MessageFlow, string>> IdleAsync(Bench bench)
    {
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        await handle.QueryAsync(flow => flow.Log());
        return handle;
    }
}
