using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Schedules;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Actions of schedules that overlap, are made up for, or fail.</summary>
public sealed class ScheduleActionTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Overlap_WaitsForOne(Server server) => OverlapsAsync(server, ScheduleOverlapPolicy.BufferOne);

    [Theory, OnBothServers]
    public Task Overlap_WaitsForAll(Server server) => OverlapsAsync(server, ScheduleOverlapPolicy.BufferAll);

    [Theory, OnBothServers]
    public Task Overlap_TerminatesTheOther(Server server) => RunAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, "wait", ScheduleOverlapPolicy.TerminateOther);
        var first = await TriggerAsync(bench, handle, actions: 1);
        await TriggerAsync(bench, handle, actions: 2);
        await bench.SayEndAsync(bench.Client.GetWorkflowHandle<TimedFlow, string>(first));
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Overlap_CancelsTheOther(Server server) => RunAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, "wait", ScheduleOverlapPolicy.CancelOther);
        var first = await TriggerAsync(bench, handle, actions: 1);
        await TriggerAsync(bench, handle, actions: 2);
        await bench.SayEndAsync(bench.Client.GetWorkflowHandle<TimedFlow, string>(first));
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Backfill_StartsTheTimesOfASpan_BothEndsIncluded(Server server) => RunAsync(server, async bench =>
    {
        var schedule = new Schedule(Action(bench, "x"), new() { CronExpressions = ["0 */6 * * *"], StartAt = Past })
        {
            State = new() { Paused = true },
        };
        var handle = await bench.Client.CreateScheduleAsync(bench.Id("s"), schedule);
        await handle.BackfillAsync([new(Past, Past.AddHours(18), ScheduleOverlapPolicy.AllowAll)]);
        var info = await UntilAsync(bench, handle, info => info.NumActions == 4);
        foreach (var action in info.RecentActions.Select(action => (ScheduleActionExecutionStartWorkflow)action.Action))
        {
            bench.Say("workflow", action.WorkflowId.Replace("2025", "year", StringComparison.Ordinal));
        }

        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Failure_PausesTheSchedule(Server server) => RunAsync(server, async bench =>
    {
        var schedule = new Schedule(
            ScheduleActionStartWorkflow.Create((PlainFlow flow) => flow.RunAsync("fail"), new(bench.Id("fails"), bench.Queue)),
            new() { Intervals = [new(TimeSpan.FromSeconds(1))] })
        {
            Policy = new() { PauseOnFailure = true },
        };
        var handle = await bench.Client.CreateScheduleAsync(bench.Id("s"), schedule);
        while (!(await handle.DescribeAsync()).Schedule.State.Paused)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), bench.Token);
        }

        var note = (await handle.DescribeAsync()).Schedule.State.Note!;
        bench.Say("note", System.Text.RegularExpressions.Regex.Replace(note, @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<time>"));
        await handle.DeleteAsync();
    });

    // Workflow ids end in the second of the action; two of one second would be one.
    private static readonly TimeSpan UntilTheNextId = TimeSpan.FromSeconds(1.1);

    private static readonly DateTime Past = new(2025, 3, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Three triggers while the first one's workflow runs, then that one is let go.</summary>
    private Task OverlapsAsync(
        Server server, ScheduleOverlapPolicy policy, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => RunAsync(
        server,
        async bench =>
        {
            var handle = await CreateAsync(bench, "wait", policy);
            var first = await TriggerAsync(bench, handle, actions: 1);
            await Task.Delay(UntilTheNextId, bench.Token);
            await handle.TriggerAsync();
            await Task.Delay(UntilTheNextId, bench.Token);
            await handle.TriggerAsync();
            // The real server's schedule is a moment behind.
            await Task.Delay(TimeSpan.FromSeconds(1), bench.Token);
            var waiting = (await DescribeAsync(bench)).Info;
            bench.Say("waiting", FormattableString.Invariant(
                $"actions={waiting.ActionCount} buffer={waiting.BufferSize} skipped={waiting.OverlapSkipped} running={waiting.RunningWorkflows.Count}"));
            await bench.Client.GetWorkflowHandle<TimedFlow>(first).SignalAsync(flow => flow.GoAsync());
            // The real server counts an action a moment before it lists the action's workflow.
            var info = await UntilAsync(bench, handle, info => info.NumActions == 2 && info.RunningActions.Count == 1);
            bench.Say("then", FormattableString.Invariant($"actions={info.NumActions} running={info.RunningActions.Count}"));
            await handle.DeleteAsync();
        },
        name: name);

    private static Task<Temporalio.Api.WorkflowService.V1.DescribeScheduleResponse> DescribeAsync(Bench bench) =>
        bench.Service.DescribeScheduleAsync(new() { Namespace = bench.Namespace, ScheduleId = bench.Id("s") });

    private static ScheduleActionStartWorkflow Action(Bench bench, string kind) => ScheduleActionStartWorkflow.Create(
        (TimedFlow flow) => flow.RunAsync(kind), new(bench.Id("timed"), bench.Queue));

    private static Task<ScheduleHandle> CreateAsync(Bench bench, string kind, ScheduleOverlapPolicy overlap) =>
        bench.Client.CreateScheduleAsync(
            bench.Id("s"),
            new(Action(bench, kind), new() { Calendars = [new() { Year = [new(2041)] }] }) { Policy = new() { Overlap = overlap } });

    /// <returns>The id of the newest action's workflow.</returns>
    private static async Task<string> TriggerAsync(Bench bench, ScheduleHandle handle, int actions)
    {
        if (actions > 1)
        {
            await Task.Delay(UntilTheNextId, bench.Token);
        }

        await handle.TriggerAsync();
        var info = await UntilAsync(bench, handle, info => info.NumActions == actions);
        return ((ScheduleActionExecutionStartWorkflow)info.RecentActions.Last().Action).WorkflowId;
    }

    private static async Task<ScheduleInfo> UntilAsync(Bench bench, ScheduleHandle handle, Func<ScheduleInfo, bool> isReached)
    {
        while (true)
        {
            var info = (await handle.DescribeAsync()).Info;
            if (isReached(info))
            {
                return info;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), bench.Token);
        }
    }
}
