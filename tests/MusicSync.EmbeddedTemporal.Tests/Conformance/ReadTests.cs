using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Reading one workflow: its history in pages, its last event, its description.</summary>
public sealed class ReadTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task History_InPages(Server server) => RunAsync(server, async bench =>
    {
        var handle = await DoneAsync(bench);
        var request = Request(bench, handle);
        request.MaximumPageSize = 4;
        List<long> all = [];
        var pages = 0;
        do
        {
            var page = await bench.Service.GetWorkflowExecutionHistoryAsync(request);
            all.AddRange(page.History.Events.Select(e => e.EventId));
            pages++;
            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);

        // How many events a page holds is the server's business: the real one never parts what was written together.
        bench.Say("events", string.Join(' ', all));
        bench.Say("several pages", pages > 1);
    });

    [Theory, OnBothServers]
    public Task History_Backwards(Server server) => RunAsync(server, async bench =>
    {
        var handle = await DoneAsync(bench);
        var request = new GetWorkflowExecutionHistoryReverseRequest
        {
            Namespace = bench.Namespace,
            Execution = new() { WorkflowId = handle.Id },
            MaximumPageSize = 4,
        };
        List<long> all = [];
        do
        {
            var page = await bench.Service.GetWorkflowExecutionHistoryReverseAsync(request);
            all.AddRange(page.History.Events.Select(e => e.EventId));
            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);

        bench.Say("events", string.Join(' ', all));
    });

    [Theory, OnBothServers]
    public Task CloseEvent_IsWaitedFor(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"));
        var request = Request(bench, handle);
        request.HistoryEventFilterType = HistoryEventFilterType.CloseEvent;
        request.WaitNewEvent = true;
        request.SkipArchival = true;
        var waiting = bench.Service.GetWorkflowExecutionHistoryAsync(request);
        await handle.SignalAsync(flow => flow.PingAsync("x"));
        bench.Say("before the end", waiting.IsCompleted);
        await handle.SignalAsync(flow => flow.GoAsync());
        var page = await waiting;
        bench.Say("events", string.Join(' ', page.History.Events.Select(e => e.EventType)));
        bench.Say("more", !page.NextPageToken.IsEmpty);
    });

    [Theory, OnBothServers]
    public Task NewEvents_AreWaitedFor(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"));
        var request = Request(bench, handle);
        request.WaitNewEvent = true;
        var first = await bench.Service.GetWorkflowExecutionHistoryAsync(request);
        bench.Say("first", string.Join(' ', first.History.Events.Select(e => e.EventType)));
        request.NextPageToken = first.NextPageToken;
        var waiting = bench.Service.GetWorkflowExecutionHistoryAsync(request);
        await handle.SignalAsync(flow => flow.GoAsync());
        bench.Say("next", string.Join(' ', (await waiting).History.Events.Select(e => e.EventType)));
        await handle.TerminateAsync();
    });

    [Theory, OnBothServers]
    public Task Describe_Running(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await bench.StartAsync(
            (PlainFlow flow) => flow.RunAsync("wait"),
            change: options => options.Memo = new Dictionary<string, object> { ["a"] = "1" });
        var description = await bench.DescribeAsync(handle);
        SayInfo(bench, description);
        bench.Say("pending task", FormattableString.Invariant(
            $"{description.PendingWorkflowTask?.State} attempt={description.PendingWorkflowTask?.Attempt}"));
        bench.Say("queue", description.ExecutionConfig.TaskQueue.Name);
        bench.Say("task timeout", description.ExecutionConfig.DefaultWorkflowTaskTimeout.ToTimeSpan());
        await handle.TerminateAsync();
    });

    [Theory, OnBothServers]
    public Task Describe_Closed(Server server) => RunAsync(server, async bench =>
    {
        var handle = await DoneAsync(bench);
        var description = await bench.DescribeAsync(handle);
        SayInfo(bench, description);
        bench.Say("pending task", description.PendingWorkflowTask);
        bench.Say("history size is known", description.WorkflowExecutionInfo.HistorySizeBytes > 0);
    });

    [Theory, OnBothServers]
    public Task Handle_OfAnEarlierRun(Server server) => RunAsync(server, async bench =>
    {
        var first = await DoneAsync(bench);
        await DoneAsync(bench);
        var earlier = bench.Client.GetWorkflowHandle<PlainFlow, string>(first.Id, first.ResultRunId);
        bench.Say("result", await earlier.GetResultAsync());
        await bench.SayAsync("signal", () => earlier.SignalAsync(flow => flow.GoAsync()));
        await bench.SayAsync("terminate", () => earlier.TerminateAsync());
        await bench.SayAsync("cancel", () => earlier.CancelAsync());
    });

    private static async Task<WorkflowHandle<PlainFlow, string>> DoneAsync(Bench bench)
    {
        var handle = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("timer"));
        await handle.GetResultAsync();
        return handle;
    }

    private static GetWorkflowExecutionHistoryRequest Request(Bench bench, WorkflowHandle handle) => new()
    {
        Namespace = bench.Namespace,
        Execution = new() { WorkflowId = handle.Id },
    };

    private static void SayInfo(Bench bench, DescribeWorkflowExecutionResponse description)
    {
        var info = description.WorkflowExecutionInfo;
        bench.Say("type", info.Type.Name);
        bench.Say("status", info.Status);
        bench.Say("history length", info.HistoryLength);
        bench.Say("queue of the run", info.TaskQueue);
        bench.Say("memo", string.Join(',', info.Memo.Fields.Keys));
        bench.Say("start time", info.StartTime is null ? "absent" : "present");
        bench.Say("execution time", info.ExecutionTime is null ? "absent" : "present");
        bench.Say("close time", info.CloseTime is null ? "absent" : "present");
        bench.Say("first run", info.FirstRunId.Length > 0);
        bench.Say("root", info.RootExecution?.WorkflowId);
    }
}
