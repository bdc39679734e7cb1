using System.Globalization;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace MusicSync.EmbeddedTemporal.Tests.Time;

/// <summary>Hours that pass at once, for workflows and for everybody who shares the clock.</summary>
public sealed class EmbeddedEnvironmentTests : IAsyncLifetime
{
    private const string Queue = "hours";

    private EmbeddedEnvironment _environment = null!;

    public async ValueTask InitializeAsync() =>
        _environment = await EmbeddedEnvironment.StartAsync(options: null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _environment.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task Result_OfAWorkflowOfHours_ComesAtOnce()
    {
        var began = _environment.Clock.GetUtcNow();

        var result = await WithWorkerAsync(async () => await (await StartAsync("sleep")).GetResultAsync());

        // 13 hours, and two retries of 10 and 20 minutes.
        Assert.Equal("attempt 3", result);
        Assert.InRange(_environment.Clock.GetUtcNow() - began, TimeSpan.FromHours(13.5), TimeSpan.FromHours(13.6));
    }

    [Fact(Timeout = 60_000)]
    public async Task Delay_PassesExactlyItsTime()
    {
        var began = await _environment.GetCurrentTimeAsync();

        await _environment.DelayAsync(TimeSpan.FromDays(2), TestContext.Current.CancellationToken);

        Assert.InRange(await _environment.GetCurrentTimeAsync() - began, TimeSpan.FromDays(2), TimeSpan.FromDays(2.001));
    }

    [Fact(Timeout = 60_000)]
    public async Task Time_DoesNotPass_WhileNobodyWaits()
    {
        var began = _environment.Clock.GetUtcNow();

        await WithWorkerAsync(async () =>
        {
            var handle = await StartAsync("sleep");
            await handle.QueryAsync(flow => flow.Steps());
            return "";
        });

        Assert.InRange(_environment.Clock.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact(Timeout = 60_000)]
    public async Task Time_DoesNotPass_WhileAnActivityRuns()
    {
        var began = _environment.Clock.GetUtcNow();
        var steps = new Acts();
        var ended = await WithWorkerAsync(
            async () =>
            {
                var handle = await StartAsync("hold");
                await steps.Started.Task;
                var later = _environment.DelayAsync(TimeSpan.FromHours(10), TestContext.Current.CancellationToken);
                // Round trips, in which a server that skipped now would have time enough for it.
                for (var trip = 0; trip < 20; trip++)
                {
                    await handle.DescribeAsync();
                }

                var before = _environment.Clock.GetUtcNow();
                steps.Go.SetResult();
                await later;
                return (before - began).ToString("c", CultureInfo.InvariantCulture);
            },
            steps);

        Assert.InRange(TimeSpan.Parse(ended, CultureInfo.InvariantCulture), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.InRange(_environment.Clock.GetUtcNow() - began, TimeSpan.FromHours(10), TimeSpan.FromHours(10.1));
    }

    [Fact(Timeout = 60_000)]
    public async Task Timers_OfWhoSharesTheClock_EndOnTheWay()
    {
        var halfway = Task.Delay(TimeSpan.FromHours(1), _environment.Clock, TestContext.Current.CancellationToken);

        await _environment.DelayAsync(TimeSpan.FromHours(2), TestContext.Current.CancellationToken);

        await halfway;
    }

    [Fact(Timeout = 60_000)]
    public async Task Skipping_CanBeSwitchedOff()
    {
        var result = await WithWorkerAsync(async () =>
        {
            var handle = await StartAsync("sleep");
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            return await _environment.WithAutoTimeSkippingDisabledAsync(async () =>
            {
                try
                {
                    return await handle.GetResultAsync(rpcOptions: new() { CancellationToken = patience.Token });
                }
                catch (Exception waited) when (waited is OperationCanceledException or RpcException)
                {
                    return "still asleep";
                }
            });
        });

        Assert.Equal("still asleep", result);
    }

    [Fact(Timeout = 60_000)]
    public async Task Shutdown_MayBeFollowedByADisposal()
    {
        await _environment.ShutdownAsync();
        await _environment.DisposeAsync();
    }

    private Task<WorkflowHandle<HoursFlow, string>> StartAsync(string kind) =>
        _environment.Client.StartWorkflowAsync((HoursFlow flow) => flow.RunAsync(kind), new("w", Queue));

    private async Task<string> WithWorkerAsync(Func<Task<string>> work, Acts? steps = null)
    {
        using var worker = new TemporalWorker(
            _environment.Client,
            new TemporalWorkerOptions(Queue).AddWorkflow<HoursFlow>().AddAllActivities(steps ?? new Acts()));
        return await worker.ExecuteAsync(work);
    }

    private sealed class Acts
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Activity]
        public static string FailTwice() => ActivityExecutionContext.Current.Info.Attempt > 2
            ? $"attempt {ActivityExecutionContext.Current.Info.Attempt}"
            : throw new ApplicationFailureException("again");

        [Activity]
        public async Task<string> HoldAsync()
        {
            Started.SetResult();
            await Go.Task;
            return "held";
        }
    }

    [Workflow]
    public sealed class HoursFlow
    {
        private int _steps;

        [WorkflowRun]
        public async Task<string> RunAsync(string kind)
        {
            if (kind == "hold")
            {
                return await Workflow.ExecuteActivityAsync(
                    (Acts acts) => acts.HoldAsync(), new() { StartToCloseTimeout = TimeSpan.FromHours(1) });
            }

            await Workflow.DelayAsync(TimeSpan.FromHours(13));
            _steps++;
            return await Workflow.ExecuteActivityAsync(
                () => Acts.FailTwice(),
                new()
                {
                    StartToCloseTimeout = TimeSpan.FromMinutes(1),
                    RetryPolicy = new() { InitialInterval = TimeSpan.FromMinutes(10) },
                });
        }

        [WorkflowQuery]
        public int Steps() => _steps;
    }
}
