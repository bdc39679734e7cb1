using MusicSync.EmbeddedTemporal.Tests.Flows;
using MusicSync.EmbeddedTemporal.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.EmbeddedTemporal.Tests.Conformance;

/// <summary>An activity from its schedule to its end.</summary>
public sealed class ActivityTests(TestServers servers) : ConformanceTests(servers)
{
    [Theory, OnBothServers]
    public Task Activity_Completes(Server server) => EndsAsync(server, "one");

    [Theory, OnBothServers]
    public Task Activities_OneAfterAnother(Server server) => EndsAsync(server, "three");

    [Theory, OnBothServers]
    public Task Result_OfManyKilobytes(Server server) => EndsAsync(server, "big-result");

    [Theory, OnBothServers]
    public Task Failure_IsRetried_AndOnlyTheLastAttemptStarts(Server server) => EndsAsync(server, "retry");

    [Theory, OnBothServers]
    public Task Failure_WithANextRetryDelay(Server server) => EndsAsync(server, "delayed");

    [Theory, OnBothServers]
    public Task Failure_OfTheLastAttempt(Server server) => EndsAsync(server, "max");

    [Theory, OnBothServers]
    public Task Failure_ThatIsFinal(Server server) => EndsAsync(server, "final");

    [Theory, OnBothServers]
    public Task Failure_OfATypeThatIsFinal(Server server) => EndsAsync(server, "final-type");

    [Theory, OnBothServers]
    public Task Failure_WithCauseAndDetails(Server server) => EndsAsync(server, "cause");

    [Theory, OnBothServers]
    public Task Failure_WhenTheNextAttemptWouldEndTooLate(Server server) => EndsAsync(server, "deadline");

    [Theory, OnBothServers]
    public Task ActivityType_NobodyHas(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((ActivityFlow flow) => flow.RunAsync("unknown"));
        await handle.GetResultAsync().ContinueWith(_ => { }, TaskScheduler.Default);
        // The worker's own words name its activities, so only the events' types are compared.
        bench.Say(string.Join(' ', (await handle.FetchHistoryAsync()).Events.Select(e => e.EventType)));
    });

    // The real server orders each of a queue's four partitions by itself, so only the ends of the whole say something.
    [Theory, OnBothServers]
    public Task Priorities_OrderWhatWaits(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((ActivityFlow flow) => flow.RunAsync("priorities"));
        await bench.DescribeAsync(handle, description => description.PendingActivities.Count == 60);
        await AreQueuedAsync(server, bench, 60);
        bench.StartWorker(options =>
        {
            options.TaskQueue += "-later";
            options.MaxConcurrentActivities = 1;
            options.MaxConcurrentActivityTaskPolls = 1;
        });
        bench.Say("result", await handle.GetResultAsync());
        var order = Steps.NotesOf(bench.Queue).Select((priority, place) => (Priority: priority, Place: place)).ToList();
        double PlaceOf(string priority) => order.Where(note => note.Priority == priority).Average(note => note.Place);
        bench.Say("done", order.Count);
        bench.Say("1 before 5", PlaceOf("1") < PlaceOf("5"));
    });

    [Theory, OnBothServers]
    public Task Describe_InBackOff(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((ActivityFlow flow) => flow.RunAsync("held-back"));
        var pending = (await bench.DescribeAsync(handle, description =>
            description.PendingActivities is [{ NextAttemptScheduleTime: not null }])).PendingActivities.Single();
        bench.Say("state", pending.State);
        bench.Say("attempt", pending.Attempt);
        bench.Say("maximum attempts", pending.MaximumAttempts);
        bench.Say("last failure", HistoryText.Failure(pending.LastFailure));
        bench.Say("last worker is named", pending.LastWorkerIdentity.Length > 0);
        bench.Say("last started time", pending.LastStartedTime is null ? "absent" : "present");
        bench.Say("retry interval", Math.Round(pending.CurrentRetryInterval.ToTimeSpan().TotalSeconds, 1));
        await bench.SayEndAsync(handle);
    });

    [Theory, OnBothServers]
    public Task Describe_Running(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((ActivityFlow flow) => flow.RunAsync("cancel-running"));
        var pending = (await bench.DescribeAsync(handle, description =>
            description.PendingActivities is [{ HeartbeatDetails: not null }])).PendingActivities.Single();
        bench.Say("state", pending.State);
        bench.Say("attempt", pending.Attempt);
        bench.Say("heartbeat", HistoryText.Payloads(pending.HeartbeatDetails));
        bench.Say("last heartbeat time", pending.LastHeartbeatTime is null ? "absent" : "present");
        bench.Say("last started time", pending.LastStartedTime is null ? "absent" : "present");
        bench.Say("scheduled time", pending.ScheduledTime is null ? "absent" : "present");
        bench.Say("next attempt", pending.NextAttemptScheduleTime is null ? "absent" : "present");
    });

    [Theory, OnBothServers]
    public Task Token_CompletesFromOutside(Server server) => OpenAsync(server, async (bench, activity, handle) =>
    {
        await activity.HeartbeatAsync(new() { Details = ["half"] });
        await activity.CompleteAsync("from outside");
        // Until the workflow has ended, another answer is right too.
        await handle.GetResultAsync<string>();
        await bench.SayAsync("again", () => activity.CompleteAsync("twice"));
        await bench.SayAsync("heartbeat", () => activity.HeartbeatAsync());
    });

    [Theory, OnBothServers]
    public Task Token_FailsFromOutside(Server server) => OpenAsync(server, (_, activity, _) =>
        activity.FailAsync(new Temporalio.Exceptions.ApplicationFailureException("outside", "Outside", nonRetryable: true)));

    [Theory, OnBothServers]
    public Task Token_ReportsACancelNobodyAskedFor(Server server) => OpenAsync(server, async (bench, activity, _) =>
    {
        await bench.SayAsync("cancelled", () => activity.ReportCancellationAsync());
        await bench.SayAsync("completed", () => activity.CompleteAsync("after all"));
    });

    [Theory, OnBothServers]
    public Task Token_OfAnEarlierAttempt(Server server) => RunAsync(server, async bench =>
    {
        var handle = await bench.StartAsync((ActivityFlow flow) => flow.RunAsync("left"));
        var activity = bench.Client.GetAsyncActivityHandle(await Steps.TokenOf(bench.Queue));
        await bench.DescribeAsync(handle, description =>
            description.PendingActivities is [{ NextAttemptScheduleTime: not null }]);
        await bench.SayAsync("heartbeat", () => activity.HeartbeatAsync());
        await bench.SayAsync("complete", () => activity.CompleteAsync("late"));
        await handle.TerminateAsync();
    });

    [Theory, OnBothServers]
    public Task Token_ThatIsNone(Server server) => RunOnWireAsync(server, bench =>
        bench.SayAsync("heartbeat", () => bench.Client.GetAsyncActivityHandle([1, 2, 3]).HeartbeatAsync()));

    /// <summary>The real server's queues hear of an activity a while after its event; the stand-in's with it.</summary>
    private static async Task AreQueuedAsync(Server server, Bench bench, int activities)
    {
        if (server != Server.Real)
        {
            return;
        }

        var ask = new DescribeTaskQueueRequest
        {
            Namespace = bench.Namespace,
            TaskQueue = new() { Name = bench.Queue + "-later" },
            TaskQueueType = TaskQueueType.Activity,
            ReportStats = true,
        };
        while ((await bench.Service.DescribeTaskQueueAsync(ask)).Stats.ApproximateBacklogCount < activities)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), bench.Token);
        }
    }

    private Task EndsAsync(Server server, string kind, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        RunAsync(
            server,
            async bench => await bench.SayEndAsync(await bench.StartAsync((ActivityFlow flow) => flow.RunAsync(kind))),
            name: name);

    private Task OpenAsync(
        Server server,
        Func<Bench, AsyncActivityHandle, WorkflowHandle, Task> act,
        [System.Runtime.CompilerServices.CallerMemberName] string name = "") => RunAsync(
        server,
        async bench =>
        {
            var handle = await bench.StartAsync((ActivityFlow flow) => flow.RunAsync("open"));
            var token = await Steps.TokenOf(bench.Queue);
            await bench.DescribeAsync(handle, description =>
                description.PendingActivities is [{ State: PendingActivityState.Started }]);
            await act(bench, bench.Client.GetAsyncActivityHandle(token), handle);
            await bench.SayEndAsync(handle);
        },
        name: name);
}
