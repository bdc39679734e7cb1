using Temporalio.Activities;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// Heartbeats for as long as an activity waits for its tool calls, always with the newest details, so that a call in flight
/// neither looks dead nor misses a cancellation. Temporal's SDK sends only as many as the timeout needs; an activity that is
/// over before the first one costs none.
/// </summary>
internal sealed class HeartbeatLoop : IAsyncDisposable
{
    // Three in a timeout: 3 s for a write's 10 s.
    private const double IntervalInTimeouts = 0.3;
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    private HeartbeatLoop(ActivityExecutionContext activity, Func<object?> details) =>
        _loop = RunAsync(activity, details, _stop.Token);

    public static HeartbeatLoop Start(ActivityExecutionContext activity, Func<object?> details) => new(activity, details);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private static async Task RunAsync(
        ActivityExecutionContext activity, Func<object?> details, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(IntervalFor(activity.Info.HeartbeatTimeout));
        while (await NextAsync(timer, cancellationToken))
        {
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
        timeout * IntervalInTimeouts is { } interval && interval < LongestInterval ? interval : LongestInterval;

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
