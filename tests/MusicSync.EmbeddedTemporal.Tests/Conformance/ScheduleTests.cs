using System.Globalization;
using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>Schedules: their calendar, their actions, and what stops them.</summary>
public sealed class ScheduleTests(TestServers servers) : ConformanceTests(servers)
{
    // Far in the future, where no action is due while the scenario runs.
    private static readonly DateTime Later = new(2041, 3, 5, 0, 0, 0, DateTimeKind.Utc);

    [Theory, OnBothServers]
    public Task Schedule_IsDescribed(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, new() { Intervals = [new(TimeSpan.FromHours(6), TimeSpan.FromHours(1))], StartAt = Later });
        await SayAsync(bench, handle);
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Cron_BecomesACalendar(Server server) => RunOnWireAsync(server, async bench =>
    {
        foreach (var cron in new[] { "30 2 * * *", "*/15 9-17 * * MON-FRI", "@daily", "@every 90m", "0 0 1 JAN *", "5 4 * * 7" })
        {
            var id = bench.Id(cron.GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture));
            var handle = await CreateAsync(bench, new() { CronExpressions = [cron], StartAt = Later }, id);
            bench.Say(cron);
            SaySpec(bench, (await handle.DescribeAsync()).Schedule.Spec);
            await SayNextAsync(bench, handle);
            await handle.DeleteAsync();
        }
    });

    [Theory, OnBothServers]
    public Task Cron_ThatIsNone(Server server) => RunOnWireAsync(server, async bench =>
    {
        foreach (var cron in new[] { "nonsense", "61 * * * *", "* * *" })
        {
            await bench.SayAsync(cron, async () => (await CreateAsync(bench, new() { CronExpressions = [cron] })).Id);
        }
    });

    [Theory, OnBothServers]
    public Task Calendar_WithSkippedDays_InAnotherTimeZone(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, new()
        {
            Calendars = [new() { Hour = [new(7)], Minute = [new(0, 30, 30)], DayOfWeek = [new(1, 5)] }],
            Skip = [new() { DayOfMonth = [new(7)], Hour = [new(0, 23)], Minute = [new(0, 59)], Second = [new(0, 59)] }],
            TimeZoneName = "Europe/Berlin",
            StartAt = Later,
            EndAt = Later.AddDays(60),
        });
        await SayAsync(bench, handle);
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Id_IsTaken(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, Never());
        await bench.SayAsync("again", async () => (await CreateAsync(bench, Never())).Id);
        await handle.DeleteAsync();
        await bench.SayAsync("after delete", async () => (await CreateAsync(bench, Never())).Id);
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Nobody_IsNotFound(Server server) => RunOnWireAsync(server, async bench =>
    {
        var nobody = bench.Client.GetScheduleHandle(bench.Id("nobody"));
        await bench.SayAsync("describe", async () => (await nobody.DescribeAsync()).Id);
        await bench.SayAsync("pause", () => nobody.PauseAsync());
        await bench.SayAsync("trigger", () => nobody.TriggerAsync());
        await bench.SayAsync("delete", () => nobody.DeleteAsync());
    });

    [Theory, OnBothServers]
    public Task Trigger_StartsTheWorkflow(Server server) => RunAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, Never());
        await handle.TriggerAsync();
        var info = await UntilAsync(bench, handle, info => info.NumActions == 1 && info.RunningActions.Count == 0);
        SayCounts(bench, info);
        var action = (ScheduleActionExecutionStartWorkflow)info.RecentActions.Single().Action;
        bench.Say("workflow", action.WorkflowId);
        var started = bench.Client.GetWorkflowHandle<TimedFlow, string>(action.WorkflowId);
        await bench.SayEndAsync(started);
        var description = await bench.DescribeAsync(started);
        bench.Say("search attributes", string.Join(',', description.WorkflowExecutionInfo.SearchAttributes.IndexedFields.Keys
            .Where(key => key.StartsWith("Temporal", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Trigger_AtTheStart(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.Client.CreateScheduleAsync(
            bench.Id("s"), new(Action(bench, "x"), Never()), new() { TriggerImmediately = true });
        SayCounts(bench, await UntilAsync(bench, handle, info => info.NumActions == 1 && info.RunningActions.Count == 0));
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Overlap_IsSkipped(Server server) => OverlapsAsync(server, ScheduleOverlapPolicy.Skip, skipped: 1);

    [Theory, OnBothServers]
    public Task Overlap_IsAllowed(Server server) => RunAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, Never(), kind: "wait", overlap: ScheduleOverlapPolicy.AllowAll);
        await handle.TriggerAsync();
        await UntilAsync(bench, handle, info => info.NumActions == 1);
        // Workflow ids end in the second of the action.
        await Task.Delay(TimeSpan.FromSeconds(1.1), bench.Token);
        await handle.TriggerAsync();
        SayCounts(bench, await UntilAsync(bench, handle, info => info.NumActions == 2));
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Interval_StartsWorkflows(Server server) => RunAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, new() { Intervals = [new(TimeSpan.FromSeconds(1))] });
        var info = await UntilAsync(bench, handle, info => info.NumActions >= 3);
        await handle.DeleteAsync();
        bench.Say("next actions", info.NextActionTimes.Count);
        bench.Say("a second apart", info.RecentActions.Zip(
            info.RecentActions.Skip(1), (one, two) => two.ScheduledAt - one.ScheduledAt).All(gap => gap == TimeSpan.FromSeconds(1)));
    });

    [Theory, OnBothServers]
    public Task LimitedActions_RunOut(Server server) => RunAsync(server, async bench =>
    {
        var schedule = new Schedule(Action(bench, "x"), new() { Intervals = [new(TimeSpan.FromSeconds(1))] })
        {
            State = new() { LimitedActions = true, RemainingActions = 2 },
        };
        var handle = await bench.Client.CreateScheduleAsync(bench.Id("s"), schedule);
        await UntilAsync(bench, handle, info => info.NumActions == 2);
        await Task.Delay(TimeSpan.FromSeconds(2.2), bench.Token);
        var description = await handle.DescribeAsync();
        bench.Say("actions", description.Info.NumActions);
        bench.Say("remaining", description.Schedule.State.RemainingActions);
        bench.Say("next actions", description.Info.NextActionTimes.Count > 0);
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Pause_StopsActions(Server server) => RunAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, new() { Intervals = [new(TimeSpan.FromSeconds(1))] });
        await UntilAsync(bench, handle, info => info.NumActions >= 1);
        await handle.PauseAsync("enough");
        await Task.Delay(TimeSpan.FromSeconds(1), bench.Token);
        var before = await handle.DescribeAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), bench.Token);
        var after = await handle.DescribeAsync();
        bench.Say("paused", after.Schedule.State.Paused);
        bench.Say("note", after.Schedule.State.Note);
        bench.Say("actions while paused", after.Info.NumActions - before.Info.NumActions);
        await handle.UnpauseAsync();
        var again = await UntilAsync(bench, handle, info => info.NumActions > after.Info.NumActions);
        bench.Say("goes on", again.NumActions > after.Info.NumActions);
        bench.Say("note", (await handle.DescribeAsync()).Schedule.State.Note);
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Update_ChangesTheSchedule(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, Never());
        await handle.UpdateAsync(input => new ScheduleUpdate(input.Description.Schedule with
        {
            Spec = new() { Intervals = [new(TimeSpan.FromHours(12))], StartAt = Later },
            State = new() { Note = "changed" },
            Policy = new() { Overlap = ScheduleOverlapPolicy.BufferOne, CatchupWindow = TimeSpan.FromMinutes(5), PauseOnFailure = true },
        }));
        while ((await handle.DescribeAsync()).Schedule.State.Note != "changed")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), bench.Token);
        }

        await SayAsync(bench, handle);
        await handle.DeleteAsync();
    });

    [Theory, OnBothServers]
    public Task Deleted_IsGone(Server server) => RunOnWireAsync(server, async bench =>
    {
        var handle = await CreateAsync(bench, Never());
        await handle.DeleteAsync();
        await bench.SayAsync("describe", async () => (await handle.DescribeAsync()).Id);
        var refused = await Assert.ThrowsAsync<RpcException>(() => handle.DeleteAsync());
        bench.Say("delete", refused.Code);
    });

    [Theory, OnBothServers]
    public Task List_HoldsTheSchedules(Server server) => RunOnWireAsync(server, async bench =>
    {
        var one = await CreateAsync(bench, Never(), bench.Id("one"));
        var two = await CreateAsync(bench, Never(), bench.Id("two"));
        List<string> found = [];
        while (found.Count < 2)
        {
            found.Clear();
            await foreach (var entry in bench.Client.ListSchedulesAsync())
            {
                if (entry.Id.StartsWith(bench.Queue, StringComparison.Ordinal))
                {
                    var action = (ScheduleListActionStartWorkflow?)entry.Schedule?.Action;
                    found.Add(FormattableString.Invariant(
                        $"{entry.Id} {action?.Workflow} paused={entry.Schedule?.State.Paused} next={entry.Info?.NextActionTimes.Count}"));
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), bench.Token);
        }

        found.Order(StringComparer.Ordinal).ToList().ForEach(bench.Say);
        await one.DeleteAsync();
        await two.DeleteAsync();
    });

    private static ScheduleSpec Never() => new() { Calendars = [new() { Year = [new(2041)], Month = [new(3)], DayOfMonth = [new(5)] }] };

    private static ScheduleActionStartWorkflow Action(Bench bench, string kind) => ScheduleActionStartWorkflow.Create(
        (TimedFlow flow) => flow.RunAsync(kind), new(bench.Id("timed"), bench.Queue));

    private static Task<ScheduleHandle> CreateAsync(
        Bench bench,
        ScheduleSpec spec,
        string? id = null,
        string kind = "x",
        ScheduleOverlapPolicy overlap = ScheduleOverlapPolicy.Skip) => bench.Client.CreateScheduleAsync(
        id ?? bench.Id("s"), new(Action(bench, kind), spec) { Policy = new() { Overlap = overlap } });

    // The real server's schedule is a workflow of its own, a moment behind what it was told.
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

    private static void SayCounts(Bench bench, ScheduleInfo info) => bench.Say(FormattableString.Invariant(
        $"actions={info.NumActions} running={info.RunningActions.Count} recent={info.RecentActions.Count} skipped={info.NumActionsSkippedOverlap} missed={info.NumActionsMissedCatchupWindow}"));

    private static async Task SayAsync(Bench bench, ScheduleHandle handle)
    {
        var description = await handle.DescribeAsync();
        var (schedule, policy) = (description.Schedule, description.Schedule.Policy);
        SaySpec(bench, schedule.Spec);
        bench.Say("policy", FormattableString.Invariant($"{policy.Overlap} catch-up={policy.CatchupWindow} pause-on-failure={policy.PauseOnFailure}"));
        bench.Say("state", FormattableString.Invariant($"paused={schedule.State.Paused} note={schedule.State.Note} limited={schedule.State.LimitedActions}"));
        var action = (ScheduleActionStartWorkflow)schedule.Action;
        bench.Say("action", $"{action.Workflow} {action.Options.Id} {action.Options.TaskQueue}");
        SayCounts(bench, description.Info);
        await SayNextAsync(bench, handle);
    }

    private static void SaySpec(Bench bench, ScheduleSpec spec)
    {
        foreach (var interval in spec.Intervals)
        {
            bench.Say("interval", FormattableString.Invariant($"{interval.Every} offset={interval.Offset}"));
        }

        foreach (var (what, calendar) in spec.Calendars.Select(c => ("calendar", c)).Concat(spec.Skip.Select(c => ("skip", c))))
        {
            bench.Say(what, string.Join(" | ", new[]
            {
                calendar.Second, calendar.Minute, calendar.Hour, calendar.DayOfMonth, calendar.Month, calendar.Year, calendar.DayOfWeek,
            }.Select(ranges => string.Join(',', ranges.Select(range => FormattableString.Invariant($"{range.Start}-{range.End}/{range.Step}"))))));
        }

        bench.Say("cron", string.Join(',', spec.CronExpressions));
        bench.Say("zone", spec.TimeZoneName);
    }

    private static async Task SayNextAsync(Bench bench, ScheduleHandle handle)
    {
        var info = await UntilAsync(bench, handle, info => info.NextActionTimes.Count > 0);
        bench.Say("next", string.Join(' ', info.NextActionTimes.Select(time => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))));
    }

    private Task OverlapsAsync(
        Server server, ScheduleOverlapPolicy overlap, int skipped, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => RunAsync(
        server,
        async bench =>
        {
            var handle = await CreateAsync(bench, Never(), kind: "wait", overlap: overlap);
            await handle.TriggerAsync();
            await UntilAsync(bench, handle, info => info.NumActions == 1);
            await handle.TriggerAsync();
            SayCounts(bench, await UntilAsync(bench, handle, info => info.NumActionsSkippedOverlap == skipped));
            await handle.DeleteAsync();
        },
        name: name);
}
