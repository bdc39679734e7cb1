using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Queries, which see everything that came before them.</summary>
public sealed class QueryTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Query_SeesEverySignalBeforeIt(Server server) => RunAsync(server, async bench =>
    {
        var handle = await StartAsync(bench);
        var wrong = 0;
        for (var count = 1; count <= 40; count++)
        {
            await handle.SignalAsync(flow => flow.NoteAsync("x"));
            wrong += (await handle.QueryAsync(flow => flow.Log())).Split(',').Length == count ? 0 : 1;
        }

        bench.Say("wrong", wrong);
    });

    [Theory, OnBothServers]
    public Task Query_OfAClosedWorkflow(Server server) => RunAsync(server, async bench =>
    {
        var handle = await StartAsync(bench);
        await handle.SignalAsync(flow => flow.NoteAsync("x"));
        await handle.SignalAsync(flow => flow.GoAsync());
        await handle.GetResultAsync();
        bench.Say("log", await handle.QueryAsync(flow => flow.Log()));
        await bench.SayAsync("only if open", () => handle.QueryAsync(
            flow => flow.Log(), new() { RejectCondition = QueryRejectCondition.NotOpen }));
        await bench.SayAsync("only if completed", () => handle.QueryAsync(
            flow => flow.Log(), new() { RejectCondition = QueryRejectCondition.NotCompletedCleanly }));
    });

    [Theory, OnBothServers]
    public Task Query_OfATerminatedWorkflow(Server server) => RunAsync(server, async bench =>
    {
        var handle = await StartAsync(bench);
        await handle.QueryAsync(flow => flow.Log());
        await handle.TerminateAsync();
        await bench.SayAsync("log", () => handle.QueryAsync(flow => flow.Log()));
        await bench.SayAsync("only if completed", () => handle.QueryAsync(
            flow => flow.Log(), new() { RejectCondition = QueryRejectCondition.NotCompletedCleanly }));
    });

    [Theory, OnBothServers]
    public Task Query_OfAWorkflowClosedBeforeItsFirstTask(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync(
            (MessageFlow flow) => flow.RunAsync("wait"), change: options => options.TaskQueue += "-nobody");
        await handle.TerminateAsync();
        await bench.SayAsync("log", () => handle.QueryAsync(flow => flow.Log()));
    });

    [Theory, OnBothServers]
    public Task Query_ThatFails(Server server) => RunAsync(server, async bench =>
    {
        var handle = await StartAsync(bench);
        await bench.SayAsync("bad", () => handle.QueryAsync(flow => flow.Bad()));
        bench.Say("log", await handle.QueryAsync(flow => flow.Log()));
        await bench.SayHistoryAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Query_NobodyKnows(Server server) => RunAsync(server, async bench =>
    {
        var handle = await StartAsync(bench);
        var failure = await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync<int>("unknown", []));
        bench.Say("unknown", failure.Message[..30]);
    });

    [Theory, OnBothServers]
    public Task Queries_OfABusyWorkflow_AreAllAnswered(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("busy"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => handle.QueryAsync(flow => flow.Log())));
        bench.Say("answers", answers.Length);
        bench.Say("result", await handle.GetResultAsync());
    });

    [Theory, OnBothServers]
    public Task Query_WithoutAWorker_EndsAtTheCallersDeadline(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await StartAsync(bench);
        var failure = await Assert.ThrowsAsync<RpcException>(() => handle.QueryAsync(
            flow => flow.Log(), new() { Rpc = new() { Timeout = TimeSpan.FromSeconds(2), Retry = false } }));
        bench.Say("code", failure.Code);
    });

    private static Task<WorkflowHandle<MessageFlow, string>> StartAsync(Bench bench) =>
        bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
}
