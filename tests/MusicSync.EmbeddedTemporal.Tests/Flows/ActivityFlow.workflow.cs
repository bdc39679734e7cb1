using System.Globalization;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.EmbeddedTemporal.Tests.Flows;

/// <summary>Workflows that are about one activity's life.</summary>
[Workflow]
public sealed class ActivityFlow
{
    [WorkflowRun]
    public Task<string> RunAsync(string kind) => kind switch
    {
        "one" => Workflow.ExecuteActivityAsync(() => Steps.Echo("x"), Options()),
        "three" => ThreeAsync(),
        "retry" => Workflow.ExecuteActivityAsync(() => Steps.FailBefore(3), Options()),
        "delayed" => Workflow.ExecuteActivityAsync(() => Steps.FailWithDelay(), Options()),
        "held-back" => Workflow.ExecuteActivityAsync(() => Steps.FailBefore(2), Options(initial: 2)),
        "max" => Workflow.ExecuteActivityAsync(() => Steps.FailBefore(9), Options(attempts: 2)),
        "final" => Workflow.ExecuteActivityAsync(() => Steps.FailFinally(), Options()),
        "final-type" => Workflow.ExecuteActivityAsync(() => Steps.FailBefore(9), FinalType("Again")),
        "cause" => Workflow.ExecuteActivityAsync(() => Steps.FailWithCause(), Options()),
        "silent" => Workflow.ExecuteActivityAsync(() => Steps.FallSilentAsync(), Options()),
        "silent-once" => Workflow.ExecuteActivityAsync(() => Steps.FallSilentAsync(), Options(attempts: 1)),
        "beat-and-fail" => Workflow.ExecuteActivityAsync(() => Steps.BeatAndFailAsync(), Options()),
        "hang" => Workflow.ExecuteActivityAsync(() => Steps.HangAsync(), StartToClose(0.4, attempts: 1)),
        "hang-twice" => Workflow.ExecuteActivityAsync(() => Steps.HangAsync(), StartToClose(0.4, attempts: 2)),
        "silent-final" => Workflow.ExecuteActivityAsync(
            () => Steps.FallSilentAsync(), FinalType("TemporalTimeout:Heartbeat")),
        "silent-other-final" => Workflow.ExecuteActivityAsync(
            () => Steps.FallSilentAsync(), FinalType("TemporalTimeout:StartToClose")),
        "hang-final" => Workflow.ExecuteActivityAsync(
            () => Steps.HangAsync(), FinalType("TemporalTimeout:StartToClose", startToClose: 0.4)),
        "capped" => Workflow.ExecuteActivityAsync(() => Steps.Echo("x"), Capped(scheduleToClose: 8)),
        "capped-by-run" => Workflow.ExecuteActivityAsync(() => Steps.Echo("x"), Capped(scheduleToClose: null)),
        "deadline" => Workflow.ExecuteActivityAsync(() => Steps.FailBefore(99), Deadline()),
        "deadline-hang" => Workflow.ExecuteActivityAsync(() => Steps.HangAsync(), Deadline(startToClose: 0.6)),
        "no-worker" => Workflow.ExecuteActivityAsync(() => Steps.Echo("x"), Nowhere(0.3, Workflow.CancellationToken)),
        "cancel-running" => CancelledAsync(token => Workflow.ExecuteActivityAsync(
            () => Steps.BeatUntilCancelledAsync(), Options(token: token))),
        "cancel-and-go" => CancelledAsync(token => Workflow.ExecuteActivityAsync(
            () => Steps.BeatUntilCancelledAsync(),
            Options(token: token, cancellation: ActivityCancellationType.TryCancel))),
        "cancel-unstarted" => CancelledAsync(token => Workflow.ExecuteActivityAsync(
            () => Steps.Echo("x"), Nowhere(60, token))),
        "cancel-held-back" => CancelledAsync(token => Workflow.ExecuteActivityAsync(
            () => Steps.FailBefore(9), Options(token: token, initial: 60))),
        "open" => Workflow.ExecuteActivityAsync((Steps steps) => steps.LeaveOpen(), Options(beat: 20)),
        "left" => Workflow.ExecuteActivityAsync((Steps steps) => steps.LeaveAndFail(), Options(initial: 60)),
        "unknown" => Workflow.ExecuteActivityAsync<string>("Unknown", ["x"], Options(attempts: 1)),
        "big-result" => Workflow.ExecuteActivityAsync(() => Steps.Echo(new string('x', 100_000)), Options()),
        "priorities" => PrioritiesAsync(),
        _ => throw new ApplicationFailureException($"no kind {kind}", nonRetryable: true),
    };

    private static ActivityOptions Options(
        int attempts = 0,
        double initial = 0.1,
        double beat = 1,
        CancellationToken? token = null,
        ActivityCancellationType cancellation = ActivityCancellationType.WaitCancellationCompleted) => new()
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(20),
            HeartbeatTimeout = TimeSpan.FromSeconds(beat),
            RetryPolicy = new() { InitialInterval = TimeSpan.FromSeconds(initial), MaximumAttempts = attempts },
            CancellationType = cancellation,
            CancellationToken = token,
        };

    private static ActivityOptions FinalType(string type, double startToClose = 20) => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(startToClose),
        HeartbeatTimeout = TimeSpan.FromSeconds(1),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromSeconds(0.1), NonRetryableErrorTypes = [type] },
    };

    private static ActivityOptions StartToClose(double seconds, int attempts) => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(seconds),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromSeconds(0.1), MaximumAttempts = attempts },
    };

    // A retry is due only after the deadline.
    private static ActivityOptions Deadline(double? startToClose = null) => new()
    {
        StartToCloseTimeout = startToClose is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        ScheduleToCloseTimeout = TimeSpan.FromSeconds(10),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromSeconds(20) },
    };

    // Each longer than what holds them all.
    private static ActivityOptions Capped(double? scheduleToClose) => new()
    {
        ScheduleToCloseTimeout = scheduleToClose is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        ScheduleToStartTimeout = TimeSpan.FromSeconds(90),
        StartToCloseTimeout = TimeSpan.FromSeconds(80),
        HeartbeatTimeout = TimeSpan.FromSeconds(70),
    };

    // A queue that no worker polls.
    private static ActivityOptions Nowhere(double scheduleToStart, CancellationToken token) => new()
    {
        TaskQueue = Workflow.Info.TaskQueue + "-nobody",
        ScheduleToStartTimeout = TimeSpan.FromSeconds(scheduleToStart),
        StartToCloseTimeout = TimeSpan.FromSeconds(20),
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
        CancellationToken = token,
    };

    private static async Task<string> ThreeAsync()
    {
        for (var step = 0; step < 3; step++)
        {
            await Workflow.ExecuteActivityAsync(() => Steps.Echo("x"), Options());
        }

        return "ok";
    }

    private static async Task<string> CancelledAsync(Func<CancellationToken, Task<string>> activity)
    {
        using var source = new CancellationTokenSource();
        var running = activity(source.Token);
        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(700));
        source.Cancel();
        return await running;
    }

    private static async Task<string> PrioritiesAsync()
    {
        var priorities = Enumerable.Range(0, 60).Select(number => 5 - (number % 3 * 2));
        await Workflow.WhenAllAsync(priorities.Select(priority => Workflow.ExecuteActivityAsync(
            (Steps steps) => steps.Note(priority.ToString(CultureInfo.InvariantCulture)),
            new()
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(20),
                TaskQueue = Workflow.Info.TaskQueue + "-later",
                Priority = new Priority(priority),
            })));
        return "ok";
    }
}
