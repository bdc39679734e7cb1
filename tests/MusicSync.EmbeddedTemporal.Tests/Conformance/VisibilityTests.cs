using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Exceptions;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>The list of workflows, its filters and pages.</summary>
public sealed class VisibilityTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Filters_ChooseWorkflows(Server server) => RunAsync(server, async bench =>
    {
        await MakeAsync(bench);
        var mine = $"WorkflowId STARTS_WITH '{bench.Queue}'";
        await SayListAsync(bench, $"{mine} AND ExecutionStatus = 'Running'");
        await SayListAsync(bench, $"{mine} AND ExecutionStatus != 'Running'");
        await SayListAsync(bench, $"{mine} AND ExecutionStatus != 'Terminated'");
        await SayListAsync(bench, $"{mine} AND WorkflowType = 'PlainFlow' AND StartTime >= '2026-01-01T00:00:00Z'");
        await SayListAsync(bench, $"{mine} AND StartTime < '2026-01-01T00:00:00Z'");
        await SayListAsync(bench, $"{mine} AND WorkflowType = 'Nothing'");
        await SayListAsync(bench, $"WorkflowId = '{bench.Id("c")}'");
        await SayListAsync(bench, $"{mine} AND CloseTime >= '2026-01-01T00:00:00Z'");
        await SayListAsync(bench, $"{mine} AND TaskQueue = '{bench.Queue}'");
    });

    [Theory, OnBothServers]
    public Task Pages_HoldEachWorkflowOnce_NewestFirst(Server server) => RunAsync(server, async bench =>
    {
        await MakeAsync(bench);
        var token = Google.Protobuf.ByteString.Empty;
        do
        {
            var page = await bench.Service.ListWorkflowExecutionsAsync(new()
            {
                Namespace = bench.Namespace,
                Query = $"WorkflowId STARTS_WITH '{bench.Queue}'",
                PageSize = 2,
                NextPageToken = token,
            });
            // The real server may find out only with an empty page that there is no more.
            if (page.Executions.Count > 0)
            {
                bench.Say("page", string.Join(' ', page.Executions.Select(execution => execution.Execution.WorkflowId)));
            }

            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
    });

    [Theory, OnBothServers]
    public Task Entry_HoldsTheMemo(Server server) => RunAsync(server, async bench =>
    {
        await MakeAsync(bench);
        var page = await bench.Service.ListWorkflowExecutionsAsync(new()
        {
            Namespace = bench.Namespace,
            Query = $"WorkflowId = '{bench.Id("a")}'",
        });
        var entry = page.Executions.Single();
        bench.Say("entry", FormattableString.Invariant(
            $"{entry.Type.Name} {entry.Status} queue={entry.TaskQueue} memo={string.Join(',', entry.Memo.Fields.Keys)}"));
        bench.Say("close time", entry.CloseTime is null ? "absent" : "present");
    });

    [Theory, OnBothServers]
    public Task Count_OfAFilter(Server server) => RunAsync(server, async bench =>
    {
        await MakeAsync(bench);
        foreach (var status in new[] { "Running", "Completed", "TimedOut" })
        {
            var query = $"WorkflowId STARTS_WITH '{bench.Queue}' AND ExecutionStatus = '{status}'";
            bench.Say(status, (await bench.Service.CountWorkflowExecutionsAsync(
                new() { Namespace = bench.Namespace, Query = query })).Count);
        }
    });

    [Theory, OnBothServers]
    public Task Filter_ThatIsNone(Server server) => RunOnWireAsync(server, async bench =>
    {
        foreach (var query in new[] { "nonsense", "Unknown = 'x'", "WorkflowType =", "WorkflowType = 'x" })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() =>
                bench.Service.ListWorkflowExecutionsAsync(new() { Namespace = bench.Namespace, Query = query }));
            // The words are those of the real server's SQL parser.
            bench.Say(query, refused.Code);
        }
    });

    // Running, completed, failed, terminated, in this order of their starts.
    private static async Task MakeAsync(Bench bench)
    {
        var running = await bench.StartAsync(
            (PlainFlow flow) => flow.RunAsync("wait"),
            "a",
            options => options.Memo = new Dictionary<string, object> { ["a"] = "1" });
        await running.QueryAsync(flow => flow.Pings());
        await (await bench.StartAsync((PlainFlow flow) => flow.RunAsync("nothing"), "b")).GetResultAsync();
        var failed = await bench.StartAsync((PlainFlow flow) => flow.RunAsync("fail"), "c");
        await bench.SayAsync("c", () => failed.GetResultAsync());
        await (await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"), "d")).TerminateAsync();
        // The real server's list is behind its histories.
        while (await CountAsync(bench, "ExecutionStatus = 'Running'") != 1 || await CountAsync(bench, "ExecutionStatus != 'Running'") != 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), bench.Token);
        }
    }

    private static async Task<int> CountAsync(Bench bench, string filter)
    {
        var page = await bench.Service.ListWorkflowExecutionsAsync(
            new() { Namespace = bench.Namespace, Query = $"WorkflowId STARTS_WITH '{bench.Queue}' AND {filter}" });
        return page.Executions.Count;
    }

    private static Task SayListAsync(Bench bench, string query) => bench.SayAsync(query, async () =>
    {
        var page = await bench.Service.ListWorkflowExecutionsAsync(new() { Namespace = bench.Namespace, Query = query });
        return string.Join(' ', page.Executions.Select(execution => $"{execution.Execution.WorkflowId}={execution.Status}"));
    });
}
