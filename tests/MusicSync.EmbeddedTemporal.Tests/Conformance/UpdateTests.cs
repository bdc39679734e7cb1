using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Updates of a running workflow: accepted, rejected, repeated, too many, and left behind.</summary>
public sealed class UpdateTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Update_Completes(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        bench.Say("update", await handle.ExecuteUpdateAsync(flow => flow.AddAsync("x")));
        await EndAsync(bench, handle);
    });

    [Theory, OnBothServers]
    public Task Update_ThatTakesLong(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        bench.Say("update", await handle.ExecuteUpdateAsync(flow => flow.SlowAsync("x")));
        await EndAsync(bench, handle);
    });

    [Theory, OnBothServers]
    public Task Update_ThatFails(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        await bench.SayAsync("update", () => handle.ExecuteUpdateAsync(flow => flow.FailAsync()));
        await EndAsync(bench, handle);
    });

    [Theory, OnBothServers]
    public Task Update_NobodyKnows(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        await bench.SayAsync("update", () => handle.ExecuteUpdateAsync<int>("unknown", []));
        await EndAsync(bench, handle);
    });

    [Theory, OnBothServers]
    public Task Rejection_LeavesNoTrace(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        await bench.SayAsync("update", () => handle.ExecuteUpdateAsync(flow => flow.AddAsync("")));
        bench.Say("next", await handle.ExecuteUpdateAsync(flow => flow.AddAsync("y")));
        await EndAsync(bench, handle);
    });

    [Theory, OnBothServers]
    public Task Rejections_ByTheDozen_LeaveNoTrace(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        for (var round = 0; round < 12; round++)
        {
            await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
                () => handle.ExecuteUpdateAsync(flow => flow.AddAsync("")));
        }

        await EndAsync(bench, handle);
    });

    [Theory, OnBothServers]
    public Task SameId_IsTheSameUpdate(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        Task<int> OnceAsync(string id) => handle.ExecuteUpdateAsync(flow => flow.AddAsync("x"), new(id));
        bench.Say("both at once", string.Join(',', await Task.WhenAll(OnceAsync("same"), OnceAsync("same"))));
        bench.Say("once more", await OnceAsync("same"));
        await EndAsync(bench, handle);
        bench.Say("after the end", await OnceAsync("same"));
        await bench.SayAsync("another id after the end", () => OnceAsync("other"));
    });

    [Theory, OnBothServers]
    public Task Accepted_IsFollowedByItsHandle(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        await handle.StartUpdateAsync(flow => flow.UntilGoAsync(), new("long", WorkflowUpdateStage.Accepted));
        await handle.SignalAsync(flow => flow.NoteAsync("between"));
        var followed = handle.GetUpdateHandle<string>("long").GetResultAsync();
        await handle.SignalAsync(flow => flow.GoAsync());
        bench.Say("update", await followed);
        bench.Say("result", await handle.GetResultAsync());
        await bench.SayAsync("after the end", () => handle.GetUpdateHandle<string>("long").GetResultAsync());
    });

    [Theory, OnBothServers]
    public Task Accepted_IsLeftBehind(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        var update = await handle.StartUpdateAsync(flow => flow.StayAsync(), new(WorkflowUpdateStage.Accepted));
        await handle.SignalAsync(flow => flow.GoAsync());
        await handle.GetResultAsync();
        await bench.SayAsync("update", () => update.GetResultAsync());
    });

    [Theory, OnBothServers]
    public Task Update_NobodySent_IsNotFound(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        await bench.SayAsync("update", () => handle.GetUpdateHandle<string>("none").GetResultAsync());
    });

    [Theory, OnBothServers]
    public Task Update_OfTheFirstTask(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        var update = handle.ExecuteUpdateAsync(flow => flow.AddAsync("early"));
        await Task.Delay(TimeSpan.FromMilliseconds(500), bench.Token);
        bench.StartWorker();
        bench.Say("update", await update);
        await EndAsync(bench, handle);
    });

    [Theory, OnBothServers]
    public Task Update_GoesOnInTheNextRun(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("again"));
        await handle.SignalAsync(flow => flow.GoAsync());
        bench.StartWorker();
        await bench.SayAsync("first run", () => handle.GetResultAsync(followRuns: false));
        var chain = bench.Client.GetWorkflowHandle<MessageFlow, string>(handle.Id);
        bench.Say("update", await chain.ExecuteUpdateAsync(flow => flow.AddAsync("x")));
        await chain.SignalAsync(flow => flow.GoAsync());
        bench.Say("result", await chain.GetResultAsync());
    });

    [Theory, OnBothServers]
    public Task InFlight_Above10_IsRefused(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        for (var count = 0; count < 10; count++)
        {
            await handle.StartUpdateAsync(flow => flow.UntilGoAsync(), new(WorkflowUpdateStage.Accepted));
        }

        await bench.SayAsync("eleventh", () => handle.ExecuteUpdateAsync(
            flow => flow.AddAsync("x"), new() { Rpc = new() { Retry = false, Timeout = TimeSpan.FromSeconds(5) } }));
    });

    [Theory, OnBothServers]
    public Task Argument_Above2Megabytes(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        await bench.SayAsync("update", () => handle.ExecuteUpdateAsync(flow => flow.AddAsync(new string('x', 2_200_000))));
    });

    [Theory, OnBothServers]
    public Task Argument_Below2Megabytes(Server server) => RunAsync(server, async bench =>
    {
        var handle = await IdleAsync(bench);
        await bench.SayAsync("update", () => handle.ExecuteUpdateAsync(flow => flow.AddAsync(new string('x', 1_800_000))));
    });

    private static async Task<WorkflowHandle<MessageFlow, string>> IdleAsync(Bench bench)
    {
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        await handle.QueryAsync(flow => flow.Log());
        return handle;
    }

    private static async Task EndAsync(Bench bench, WorkflowHandle<MessageFlow, string> handle)
    {
        await handle.SignalAsync(flow => flow.GoAsync());
        await bench.SayEndAsync(handle);
    }
}
