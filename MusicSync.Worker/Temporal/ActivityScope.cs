using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// What every activity with tool calls needs: a token that fires when it is cancelled or its worker shuts down (a read can be
/// repeated elsewhere, so nobody waits for it), and heartbeats for as long as it runs.
/// </summary>
internal sealed class ActivityScope : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly HeartbeatLoop _heartbeat;

    private ActivityScope(ActivityExecutionContext activity, Func<object?> details, bool isQuiet = false)
    {
        // Disposed with the scope, since the worker's token outlives the activity.
        _stop = CancellationTokenSource.CreateLinkedTokenSource(activity.CancellationToken, activity.WorkerShutdownToken);
        _heartbeat = HeartbeatLoop.Start(activity, details, isQuiet);
    }

    public CancellationToken Token => _stop.Token;

    public static ActivityScope Start(ActivityExecutionContext activity) => new(activity, () => null);

    /// <summary>Starts a scope whose heartbeats carry details for the next attempt.</summary>
    public static ActivityScope Start(ActivityExecutionContext activity, Func<object?> details) => new(activity, details);

    /// <summary>The same with the first heartbeat as late as the timeout allows: most such activities are over before it.</summary>
    public static ActivityScope StartQuiet(ActivityExecutionContext activity, Func<object?> details) =>
        new(activity, details, isQuiet: true);

    public async ValueTask DisposeAsync()
    {
        await _heartbeat.DisposeAsync();
        _stop.Dispose();
    }
}

/// <summary>
/// Heartbeats for as long as an activity waits for its tool calls, always with the newest details, so that a call in flight
/// neither looks dead nor misses a cancellation. Temporal's SDK sends only as many as the timeout needs; an activity that is
/// over before the first one costs none.
/// </summary>
internal sealed class HeartbeatLoop : IAsyncDisposable
{
    // Three in a timeout: 3 s for a write's 10 s.
    private const double IntervalInTimeouts = 0.3;

    // The SDK sends the next ones 0.8 timeouts apart.
    private const double QuietInTimeouts = 0.7;
    private static readonly TimeSpan MaxInterval = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    private HeartbeatLoop(ActivityExecutionContext activity, Func<object?> details, bool isQuiet = false) =>
        _loop = RunAsync(activity, details, isQuiet, _stop.Token);

    public static HeartbeatLoop Start(ActivityExecutionContext activity, Func<object?> details, bool isQuiet = false) =>
        new(activity, details, isQuiet);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private static async Task RunAsync(
        ActivityExecutionContext activity, Func<object?> details, bool isQuiet, CancellationToken cancellationToken)
    {
        var interval = IntervalFor(activity.Info.HeartbeatTimeout);
        using var timer = new PeriodicTimer(isQuiet ? activity.Info.HeartbeatTimeout * QuietInTimeouts ?? interval : interval);
        while (await NextAsync(timer, cancellationToken))
        {
            timer.Period = interval;
            if (details() is { } newest)
            {
                activity.Heartbeat(newest);
            }
            else
            {
                activity.Heartbeat();
            }
        }
    }

    private static TimeSpan IntervalFor(TimeSpan? timeout) =>
        timeout * IntervalInTimeouts is { } interval && interval < MaxInterval ? interval : MaxInterval;

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>A heartbeat that is sent at once and waited for: what is recorded before a write goes out.</summary>
internal static class ConfirmedHeartbeat
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public static async Task<HeartbeatAnswer> SendAsync(ActivityExecutionContext activity, object details)
    {
        try
        {
            await activity.TemporalClient.GetAsyncActivityHandle(activity.Info.TaskToken).HeartbeatAsync(
                new AsyncActivityHeartbeatOptions { Details = [details], Rpc = new RpcOptions { Timeout = Deadline } });
            return HeartbeatAnswer.Taken;
        }
        catch (AsyncActivityCanceledException)
        {
            return HeartbeatAnswer.Canceled;
        }
        catch (RpcException)
        {
            return HeartbeatAnswer.Unknown;
        }
    }
}

/// <summary>What Temporal says to a heartbeat.</summary>
internal enum HeartbeatAnswer
{
    /// <summary>It has the details.</summary>
    Taken,

    /// <summary>Nothing in time; it may have them.</summary>
    Unknown,

    /// <summary>The activity is to end.</summary>
    Canceled,
}
