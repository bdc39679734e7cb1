using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace MusicSync.EmbeddedTemporal.Tests.Store;

/// <summary>
/// A server that is started again on its journal goes on where the last one was. Nothing is written when a server stops, so
/// for the journal a stop is a kill.
/// </summary>
public sealed class RestartTests : IAsyncLifetime
{
    private const string Queue = "restarts";

    private readonly string _folder = Directory.CreateTempSubdirectory("musicsync-restart-").FullName;
    private EmbeddedServer _server = null!;
    private TemporalClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task History_IsTheSameAfterwards()
    {
        await WithWorkerAsync(async () => await (await StartFlowAsync("activity")).GetResultAsync());
        var before = await Handle.FetchHistoryAsync();

        await RestartAsync();

        Assert.Equal(before.Events, (await Handle.FetchHistoryAsync()).Events);
        Assert.Equal("done", await Handle.GetResultAsync<string>());
    }

    [Fact(Timeout = 60_000)]
    public async Task Timer_ThatWasRunning_Fires()
    {
        await WithWorkerAsync(async () =>
        {
            await StartFlowAsync("timer");
            await UntilAsync(EventType.TimerStarted);
            return "";
        });

        await RestartAsync();

        Assert.Equal("awake", await WithWorkerAsync(() => Handle.GetResultAsync<string>()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Task_InAWorkersHands_IsStillGoodForItsToken()
    {
        await StartFlowAsync("timer");
        var task = await PollAsync();

        await RestartAsync();
        await _client.WorkflowService.RespondWorkflowTaskFailedAsync(
            new() { Namespace = "default", TaskToken = task.TaskToken, Cause = WorkflowTaskFailedCause.ForceCloseCommand });

        Assert.Contains(
            (await Handle.FetchHistoryAsync()).Events,
            item => item.WorkflowTaskFailedEventAttributes?.Cause == WorkflowTaskFailedCause.ForceCloseCommand);
    }

    [Fact(Timeout = 60_000)]
    public async Task Signal_ThatWaitedForTheTasksEnd_IsHeard()
    {
        await StartFlowAsync("signal");
        await PollAsync();
        await Handle.SignalAsync("go", []);

        await RestartAsync();
        Assert.DoesNotContain(
            (await Handle.FetchHistoryAsync()).Events, item => item.EventType == EventType.WorkflowExecutionSignaled);

        // The task that nobody completes times out, and the next one tells of the signal.
        Assert.Equal("gone", await WithWorkerAsync(() => Handle.GetResultAsync<string>()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Signal_RepeatedAfterwards_CountsOnce()
    {
        await StartFlowAsync("signal");
        await SignalAsync("request-1");

        await RestartAsync();
        await SignalAsync("request-1");

        Assert.Single(
            (await Handle.FetchHistoryAsync()).Events, item => item.EventType == EventType.WorkflowExecutionSignaled);
    }

    [Fact(Timeout = 60_000)]
    public async Task Start_RepeatedAfterwards_FindsItsRun()
    {
        var first = await StartByRequestAsync();

        await RestartAsync();

        Assert.Equal(first, await StartByRequestAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Attempt_KeepsItsNumberAndItsHeartbeat()
    {
        await StartFlowAsync("activity");
        await WithWorkerAsync(async () => await UntilAsync(EventType.ActivityTaskScheduled), activities: false);
        var attempt = await _client.WorkflowService.PollActivityTaskQueueAsync(
            new() { Namespace = "default", TaskQueue = new() { Name = Queue }, Identity = "tester" });
        await _client.WorkflowService.RecordActivityTaskHeartbeatAsync(new()
        {
            Namespace = "default",
            TaskToken = attempt.TaskToken,
            Details = new() { Payloads_ = { new Temporalio.Api.Common.V1.Payload() } },
        });

        await RestartAsync();

        var pending = (await DescribeAsync()).PendingActivities.Single();
        Assert.Equal((PendingActivityState.Started, 1, "tester"), (pending.State, pending.Attempt, pending.LastWorkerIdentity));
        Assert.Single(pending.HeartbeatDetails.Payloads_);
        await _client.WorkflowService.RespondActivityTaskCompletedAsync(
            new() { Namespace = "default", TaskToken = attempt.TaskToken });
        Assert.Empty((await DescribeAsync()).PendingActivities);
    }

    [Fact(Timeout = 60_000)]
    public async Task Retention_ThatAClientSet_IsKept()
    {
        await _client.WorkflowService.UpdateNamespaceAsync(new()
        {
            Namespace = "default",
            Config = new() { WorkflowExecutionRetentionTtl = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromDays(90)) },
        });

        await RestartAsync();

        var kept = await _client.WorkflowService.DescribeNamespaceAsync(new() { Namespace = "default" });
        Assert.Equal(TimeSpan.FromDays(90), kept.Config.WorkflowExecutionRetentionTtl.ToTimeSpan());
    }

    [Fact(Timeout = 60_000)]
    public async Task JournalWrittenAnew_MeansTheSame()
    {
        await WithWorkerAsync(async () => await (await StartFlowAsync("activity")).GetResultAsync());
        await StartFlowAsync("timer", "open");
        var open = _client.GetWorkflowHandle("open");
        var (closedBefore, openBefore) = (await Handle.FetchHistoryAsync(), await open.FetchHistoryAsync());

        _server.Engine.Gate.Enter(_server.Engine.Compact);
        await RestartAsync();

        open = _client.GetWorkflowHandle("open");
        Assert.Equal(closedBefore.Events, (await Handle.FetchHistoryAsync()).Events);
        Assert.Equal(openBefore.Events, (await open.FetchHistoryAsync()).Events);
        Assert.Equal("awake", await WithWorkerAsync(() => open.GetResultAsync<string>()));
    }

    private WorkflowHandle Handle => _client.GetWorkflowHandle("w");

    private async Task StartAsync()
    {
        _server = await EmbeddedServer.StartAsync(new() { JournalFile = Path.Combine(_folder, "journal") }, Token);
        _client = await TemporalClient.ConnectAsync(new(_server.Address));
    }

    private async Task RestartAsync()
    {
        await _server.DisposeAsync();
        await StartAsync();
    }

    private Task<WorkflowHandle<RestartFlow, string>> StartFlowAsync(string kind, string id = "w") =>
        _client.StartWorkflowAsync((RestartFlow flow) => flow.RunAsync(kind), new(id, Queue));

    private async Task<string> StartByRequestAsync()
    {
        var started = await _client.WorkflowService.StartWorkflowExecutionAsync(new()
        {
            Namespace = "default",
            WorkflowId = "w",
            WorkflowType = new() { Name = "RestartFlow" },
            TaskQueue = new() { Name = Queue },
            RequestId = "start-1",
        });
        return started.RunId;
    }

    private async Task SignalAsync(string requestId) => await _client.WorkflowService.SignalWorkflowExecutionAsync(new()
    {
        Namespace = "default",
        WorkflowExecution = new() { WorkflowId = "w" },
        SignalName = "go",
        RequestId = requestId,
    });

    private Task<Temporalio.Api.WorkflowService.V1.PollWorkflowTaskQueueResponse> PollAsync() =>
        _client.WorkflowService.PollWorkflowTaskQueueAsync(new() { Namespace = "default", TaskQueue = new() { Name = Queue } });

    private Task<Temporalio.Api.WorkflowService.V1.DescribeWorkflowExecutionResponse> DescribeAsync() =>
        _client.WorkflowService.DescribeWorkflowExecutionAsync(
            new() { Namespace = "default", Execution = new() { WorkflowId = "w" } });

    private async Task<string> UntilAsync(EventType type)
    {
        while ((await Handle.FetchHistoryAsync()).Events.All(item => item.EventType != type))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }

        return "";
    }

    private async Task<string> WithWorkerAsync(Func<Task<string>> work, bool activities = true)
    {
        var options = new TemporalWorkerOptions(Queue).AddWorkflow<RestartFlow>();
        if (activities)
        {
            options.AddAllActivities(typeof(Acts), null);
        }

        using var worker = new TemporalWorker(_client, options);
        return await worker.ExecuteAsync(work);
    }

    private static class Acts
    {
        [Activity]
        public static string Do() => "done";
    }

    [Workflow]
    public sealed class RestartFlow
    {
        private bool _go;

        [WorkflowRun]
        public async Task<string> RunAsync(string kind)
        {
            switch (kind)
            {
                case "activity":
                    return await Workflow.ExecuteActivityAsync(
                        () => Acts.Do(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
                case "timer":
                    await Workflow.DelayAsync(TimeSpan.FromSeconds(2));
                    return "awake";
                default:
                    await Workflow.WaitConditionAsync(() => _go);
                    return "gone";
            }
        }

        [WorkflowSignal("go")]
        public Task GoAsync()
        {
            _go = true;
            return Task.CompletedTask;
        }
    }
}
