using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Updates that start their workflow when there is none.</summary>
public sealed class UpdateWithStartTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task WorkflowIsStartedOnce_AndSameIdIsTheSameUpdate(Server server) => RunAsync(server, async bench =>
    {
        var results = await Task.WhenAll(AddAsync(bench, "1"), AddAsync(bench, "1"));
        bench.Say("results", string.Join(',', [.. results, await AddAsync(bench, "2")]));
        bench.Say("same", results[0] == results[1]);
        var handle = bench.Client.GetWorkflowHandle<MessageFlow, string>(bench.Id("w"));
        await handle.SignalAsync(flow => flow.GoAsync());
        await handle.GetResultAsync();
        bench.Say("after the end, the same", await AddAsync(bench, "1") == results[0]);
        bench.Say("status", (await handle.DescribeAsync()).Status);
    });

    [Theory, OnBothServers]
    public Task Update_IsInTheFirstTask(Server server) => RunAsync(server, async bench =>
    {
        bench.Say("update", await AddAsync(bench, "1"));
        var handle = bench.Client.GetWorkflowHandle<MessageFlow, string>(bench.Id("w"));
        await handle.SignalAsync(flow => flow.GoAsync());
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task ClosedWorkflow_IsStartedAnew(Server server) => RunAsync(server, async bench =>
    {
        await AddAsync(bench, "1");
        await AddAsync(bench, "2");
        var first = bench.Client.GetWorkflowHandle<MessageFlow, string>(bench.Id("w"));
        await first.SignalAsync(flow => flow.GoAsync());
        await first.GetResultAsync();
        bench.Say("another id after the end", await AddAsync(bench, "3"));
    });

    [Theory, OnBothServers]
    public Task RunningWorkflow_IsRefused_WhenAsked(Server server) => RunAsync(server, async bench =>
    {
        await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        await bench.SayAsync("update", () => AddAsync(bench, "1", policy: WorkflowIdConflictPolicy.Fail));
    });

    [Theory, OnBothServers]
    public Task ClosedWorkflow_IsRefused_WhenAsked(Server server) => RunAsync(server, async bench =>
    {
        await (await bench.StartAsync((PlainFlow flow) => flow.RunAsync("nothing"))).GetResultAsync();
        await bench.SayAsync("update", () => AddAsync(bench, "1", reuse: WorkflowIdReusePolicy.RejectDuplicate));
    });

    [Theory, OnBothServers]
    public Task Rejection_StillStartsTheWorkflow(Server server) => RunAsync(server, async bench =>
    {
        await bench.SayAsync("update", () => AddAsync(bench, "1", text: ""));
        var handle = bench.Client.GetWorkflowHandle<MessageFlow, string>(bench.Id("w"));
        await handle.SignalAsync(flow => flow.GoAsync());
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Entity_LosesNothing_OverContinueAsNew(Server server) => RunAsync(server, async bench =>
    {
        var done = 0;
        async Task CallAsync(int caller)
        {
            for (var call = 0; call < 10; call++)
            {
                var text = FormattableString.Invariant($"{caller}-{call}");
                var start = WithStartWorkflowOperation.Create(
                    (MessageFlow flow) => flow.RunAsync("entity"),
                    new(bench.Id("e"), bench.Queue) { IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting });
                var answer = await bench.Client.ExecuteUpdateWithStartWorkflowAsync(
                    (MessageFlow flow) => flow.SlowAsync(text), new(text, start));
                Interlocked.Add(ref done, answer == text ? 1 : 0);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(CallAsync));
        await bench.Client.GetWorkflowHandle(bench.Id("e")).TerminateAsync();
        bench.Say("done", done);
    });

    private static Task<int> AddAsync(
        Bench bench,
        string id,
        string text = "x",
        WorkflowIdConflictPolicy policy = WorkflowIdConflictPolicy.UseExisting,
        WorkflowIdReusePolicy reuse = WorkflowIdReusePolicy.AllowDuplicate) =>
        bench.Client.ExecuteUpdateWithStartWorkflowAsync(
            (MessageFlow flow) => flow.AddAsync(text),
            new(id, WithStartWorkflowOperation.Create(
                (MessageFlow flow) => flow.RunAsync("wait"),
                new(bench.Id("w"), bench.Queue) { IdConflictPolicy = policy, IdReusePolicy = reuse })));
}
