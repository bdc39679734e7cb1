using Temporalio.Activities;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// What every activity with tool calls needs: a token that fires when it is cancelled or its worker shuts down (a read can be
/// repeated elsewhere, so nobody waits for it), and heartbeats for as long as it runs.
/// </summary>
internal sealed class ActivityScope : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly HeartbeatLoop _heartbeat;

    private ActivityScope(ActivityExecutionContext activity, Func<object?> details)
    {
        // Disposed with the scope, since the worker's token outlives the activity.
        _stop = CancellationTokenSource.CreateLinkedTokenSource(activity.CancellationToken, activity.WorkerShutdownToken);
        _heartbeat = HeartbeatLoop.Start(activity, details);
    }

    public CancellationToken Token => _stop.Token;

    public static ActivityScope Start(ActivityExecutionContext activity) => new(activity, () => null);

    /// <summary>Starts a scope whose heartbeats carry details for the next attempt.</summary>
    public static ActivityScope Start(ActivityExecutionContext activity, Func<object?> details) => new(activity, details);

    public async ValueTask DisposeAsync()
    {
        await _heartbeat.DisposeAsync();
        _stop.Dispose();
    }
}
