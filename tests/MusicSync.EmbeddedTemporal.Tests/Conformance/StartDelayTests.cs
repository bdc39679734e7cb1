using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Starts that wait, forced tasks, and counts: what needs few words.</summary>
public sealed class StartDelayTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Start_WithADelay_HasItsFirstTaskLater(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync(
            (PlainFlow flow) => flow.RunAsync("nothing"), change: options => options.StartDelay = TimeSpan.FromSeconds(1));
        var info = (await bench.DescribeAsync(handle)).WorkflowExecutionInfo;
        bench.Say("delay", (info.ExecutionTime - info.StartTime).ToTimeSpan());
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Signal_InTheDelay_WaitsForItsEnd(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync(
            (MessageFlow flow) => flow.RunAsync("wait"), change: options => options.StartDelay = TimeSpan.FromSeconds(2));
        await handle.SignalAsync(flow => flow.GoAsync());
        await bench.SayHistoryAsync(handle);
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Task_ThatAsksForAnother_GetsIt(Server server) => RunOnWireAsync(server, async bench =>
    {
        var worker = new HandWorker(bench);
        var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"));
        var answer = worker.Answer(await worker.PollAsync());
        answer.ForceCreateNewWorkflowTask = true;
        await bench.Service.RespondWorkflowTaskCompletedAsync(answer);
        var task = await worker.PollAsync();
        worker.Say("task", task);
        await worker.CompleteAsync(task, HandWorker.Complete());
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Update_ThatTheWorkerDrops_IsRejected(Server server) => RunOnWireAsync(server, async bench =>
    {
        var worker = new HandWorker(bench);
        var handle = await bench.StartAsync((MessageFlow flow) => flow.RunAsync("wait"));
        await worker.CompleteAsync(await worker.PollAsync());
        var update = handle.ExecuteUpdateAsync(flow => flow.AddAsync("x"));
        await worker.CompleteAsync(await worker.PollAsync());
        await bench.SayAsync("update", () => update);
        await bench.SayHistoryAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Count_SaysHowMany(Server server) => RunOnWireAsync(server, async bench =>
    {
        await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"), "a");
        await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"), "b");
        var filter = $"TaskQueue = '{bench.Queue}' AND ExecutionStatus = 'Running'";
        // The real server's visibility is a moment behind.
        while ((await bench.Client.CountWorkflowsAsync(filter)).Count < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), bench.Token);
        }

        bench.Say("count", (await bench.Client.CountWorkflowsAsync(filter)).Count);
        bench.Say("none", (await bench.Client.CountWorkflowsAsync($"TaskQueue = '{bench.Queue}' AND ExecutionStatus = 'Failed'")).Count);
    });
}
