using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Temporal;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Timeouts of the writer's activities, each with its reason.</summary>
internal static class WriterActivityOptions
{
    /// <summary>200 pages of reads, or a wait of a settle time; the heartbeat notices a dead worker long before.</summary>
    public static ActivityOptions Read(double timeScale, bool interactive, CancellationToken? cancellationToken = null) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(15),
        HeartbeatTimeout = WriteTiming.HeartbeatTimeoutAt(timeScale),
        RetryPolicy = RetryPolicies.PatientFrom(TimeSpan.FromSeconds(1)),
        CancellationType = ActivityCancellationType.TryCancel,
        CancellationToken = cancellationToken,
        Priority = TaskPriorities.Of(interactive),
    };

    /// <summary>
    /// A batch is one write of 7 s and two reads; bisecting for dead ids makes it a dozen writes. An attempt that timed out is
    /// not repeated: its failure carries the write that may have run.
    /// </summary>
    public static ActivityOptions Batch(double timeScale, bool interactive, CancellationToken cancellationToken)
    {
        var options = Write(timeScale, interactive);
        options.RetryPolicy!.NonRetryableErrorTypes = ["TemporalTimeout:Heartbeat", "TemporalTimeout:StartToClose"];
        options.CancellationToken = cancellationToken;
        return options;
    }

    /// <summary>The same for an edit, which may read a long list before each of its writes, and wait out several settle times.</summary>
    public static ActivityOptions Edit(double timeScale)
    {
        var options = Write(timeScale, interactive: true);
        options.StartToCloseTimeout = TimeSpan.FromHours(1);
        return options;
    }

    /// <summary>A change that is repeated until it is made; each attempt finds out what the one before it has done.</summary>
    public static ActivityOptions Write(double timeScale, bool interactive) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(10),
        HeartbeatTimeout = WriteTiming.HeartbeatTimeoutAt(timeScale),
        RetryPolicy = RetryPolicies.PatientFrom(WriteTiming.FirstRetryAt(timeScale)),
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
        Priority = TaskPriorities.Of(interactive),
    };
}
