using Temporalio.Common;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>Timeouts of the activities of a sync, each with its reason.</summary>
internal static class SyncActivityOptions
{
    // Nothing bounds the number of attempts: an outage is a pause, and what no repeat can mend is marked by its failure.
    private static readonly RetryPolicy Patient = new()
    {
        InitialInterval = TimeSpan.FromSeconds(1),
        BackoffCoefficient = 2,
        MaximumInterval = TimeSpan.FromSeconds(60),
    };

    /// <summary>50 songs, 4 at a time, up to 30 s a search: minutes; the heartbeat notices a dead worker long before.</summary>
    public static ActivityOptions Match(bool interactive) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(15),
        HeartbeatTimeout = interactive ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(30),
        RetryPolicy = Patient,
        CancellationType = ActivityCancellationType.TryCancel,
    };

    /// <summary>200 pages of reads at most, a few seconds each.</summary>
    public static ActivityOptions Read { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(15),
        HeartbeatTimeout = TimeSpan.FromSeconds(10),
        RetryPolicy = Patient,
        CancellationType = ActivityCancellationType.TryCancel,
    };

    /// <summary>100 batches of up to 7 s; a cancelled sync waits for the batch in flight, to report it.</summary>
    public static ActivityOptions Write { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(30),
        HeartbeatTimeout = TimeSpan.FromSeconds(10),
        RetryPolicy = Patient,
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
    };
}
