using Temporalio.Activities;

namespace MusicSync.Worker.Mcp;

/// <summary>Tokens for the calls of an activity.</summary>
internal static class ActivityTokens
{
    /// <summary>
    /// Fires when the activity is cancelled or the worker shuts down: a read can be repeated elsewhere, so nobody waits for
    /// it. To be disposed, since the worker outlives the activity.
    /// </summary>
    public static CancellationTokenSource StopOrCancel(ActivityExecutionContext activity) =>
        CancellationTokenSource.CreateLinkedTokenSource(activity.CancellationToken, activity.WorkerShutdownToken);
}
