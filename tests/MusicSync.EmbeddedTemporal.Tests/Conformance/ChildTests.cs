using System.Runtime.CompilerServices;
using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Child workflows: what the parent sees of them, and what becomes of them when it ends.</summary>
public sealed class ChildTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Child_Completes(Server server) => EndsAsync(server, "child", showChild: true);

    [Theory, OnBothServers]
    public Task Child_Fails(Server server) => EndsAsync(server, "child-fails");

    [Theory, OnBothServers]
    public Task Child_TimesOut(Server server) => EndsAsync(server, "child-late");

    [Theory, OnBothServers]
    public Task Child_GoesOnInANewRun(Server server) => EndsAsync(server, "child-goes-on", showChild: true);

    [Theory, OnBothServers]
    public Task Child_IsSignalled(Server server) => EndsAsync(server, "child-signalled", showChild: true);

    [Theory, OnBothServers]
    public Task Child_IsCancelled(Server server) => RunAsync(server, async bench =>
    {
        var parent = await LetGoAsync(bench, "child-cancelled");
        await bench.SayEndAsync(parent);
        await bench.SayEndAsync(ChildOf(bench));
    });

    [Theory, OnBothServers]
    public Task Child_IsTerminated(Server server) => RunAsync(server, async bench =>
    {
        var parent = await bench.StartAsync((ParentFlow flow) => flow.RunAsync("child-waits"));
        await bench.WaitForAsync(parent, EventType.ChildWorkflowExecutionStarted);
        await ChildOf(bench).TerminateAsync("why");
        await bench.SayEndAsync(parent);
    });

    [Theory, OnBothServers]
    public Task ChildsId_IsTaken(Server server) => RunAsync(server, async bench =>
    {
        await bench.StartAsync((PlainFlow flow) => flow.RunAsync("wait"), "w-child");
        await bench.SayEndAsync(await bench.StartAsync((ParentFlow flow) => flow.RunAsync("child")));
    });

    [Theory, OnBothServers]
    public Task Describe_ShowsTheChild(Server server) => RunAsync(server, async bench =>
    {
        var parent = await bench.StartAsync((ParentFlow flow) => flow.RunAsync("child-waits"));
        await bench.WaitForAsync(parent, EventType.ChildWorkflowExecutionStarted);
        var child = (await bench.DescribeAsync(parent)).PendingChildren.Single();
        bench.Say("pending", FormattableString.Invariant(
            $"{child.WorkflowId} {child.WorkflowTypeName} initiated={child.InitiatedId} {child.ParentClosePolicy}"));
        var info = (await bench.DescribeAsync(ChildOf(bench))).WorkflowExecutionInfo;
        bench.Say("parent", info.ParentExecution?.WorkflowId);
        bench.Say("root", info.RootExecution?.WorkflowId);
        await parent.TerminateAsync();
    });

    [Theory, OnBothServers]
    public Task Parent_Ends_ChildIsAbandoned(Server server) => LeavesAsync(server, "leave-abandoned", async child =>
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await child.TerminateAsync("still there");
    });

    [Theory, OnBothServers]
    public Task Parent_Ends_ChildIsTerminated(Server server) =>
        LeavesAsync(server, "leave-terminated", _ => Task.CompletedTask);

    [Theory, OnBothServers]
    public Task Parent_Ends_ChildIsCancelled(Server server) =>
        LeavesAsync(server, "leave-cancelled", _ => Task.CompletedTask);

    [Theory, OnBothServers]
    public Task Parent_IsTerminated_SoIsTheChild(Server server) => RunAsync(server, async bench =>
    {
        var parent = await bench.StartAsync((ParentFlow flow) => flow.RunAsync("child-waits"));
        await bench.WaitForAsync(parent, EventType.ChildWorkflowExecutionStarted);
        // The task that tells the parent of it must be over, or the end may cut it off.
        await bench.DescribeAsync(parent, description => description.PendingWorkflowTask is null);
        await parent.TerminateAsync("why");
        await bench.SayAsync("child", () => ChildOf(bench).GetResultAsync());
        await bench.SayHistoryAsync(parent);
    });

    private static WorkflowHandle<PlainFlow, string> ChildOf(Bench bench) =>
        bench.Client.GetWorkflowHandle<PlainFlow, string>(bench.Id("w-child"));

    /// <summary>Starts a parent that waits for its signal, and sends it once the child's first task is over.</summary>
    private static async Task<WorkflowHandle<ParentFlow, string>> LetGoAsync(Bench bench, string kind)
    {
        var parent = await bench.StartAsync((ParentFlow flow) => flow.RunAsync(kind));
        await bench.WaitForAsync(parent, EventType.ChildWorkflowExecutionStarted);
        // It answers between two tasks only.
        await ChildOf(bench).QueryAsync(flow => flow.Pings());
        await parent.SignalAsync(flow => flow.GoAsync());
        return parent;
    }

    private Task EndsAsync(Server server, string kind, bool showChild = false, [CallerMemberName] string name = "") =>
        RunAsync(
            server,
            async bench =>
            {
                await bench.SayEndAsync(await bench.StartAsync((ParentFlow flow) => flow.RunAsync(kind)));
                if (showChild)
                {
                    await bench.SayEndAsync(ChildOf(bench));
                }
            },
            name: name);

    private Task LeavesAsync(
        Server server,
        string kind,
        Func<WorkflowHandle<PlainFlow, string>, Task> after,
        [CallerMemberName] string name = "") => RunAsync(
        server,
        async bench =>
        {
            var parent = await LetGoAsync(bench, kind);
            await parent.GetResultAsync();
            var child = ChildOf(bench);
            await after(child);
            await bench.SayEndAsync(child);
        },
        name: name);
}
