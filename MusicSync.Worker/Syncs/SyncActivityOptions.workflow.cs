using MusicSync.Worker.Temporal;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>Timeouts of the activities of a sync, each with its reason.</summary>
internal static class SyncActivityOptions
{
    // Tests shrink all times; a long list on a busy machine still has to be heard in time.
    private const double MinScale = 0.5;

    /// <summary>
    /// 50 songs, 4 at a time, up to 30 s a search: minutes. A dead worker is noticed 12 s after its last heartbeat; a chunk
    /// heartbeats late and rarely (<see cref="MatchActivities"/>), since each heartbeat is an action.
    /// </summary>
    public static ActivityOptions Match(SyncRequest request) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(15),
        HeartbeatTimeout = request.IsInteractive
            ? TimeSpan.FromSeconds(10) * request.TimeScale
            : TimeSpan.FromSeconds(12) * Math.Max(request.TimeScale, MinScale),
        RetryPolicy = RetryPolicies.Patient,
        CancellationType = ActivityCancellationType.TryCancel,
        Priority = TaskPriorities.Of(request.IsInteractive),
    };

    /// <summary>Looking a playlist up or handing a ticket over: seconds, or a minute when a lost creation has to settle.</summary>
    public static ActivityOptions Playlist(SyncRequest request) => Playlist(request.TimeScale, request.IsInteractive);

    /// <summary>The same without a sync.</summary>
    public static ActivityOptions Playlist(double timeScale, bool interactive) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(10),
        HeartbeatTimeout = TimeSpan.FromSeconds(10) * timeScale,
        RetryPolicy = RetryPolicies.Patient,
        CancellationType = ActivityCancellationType.TryCancel,
        Priority = TaskPriorities.Of(interactive),
    };

    /// <summary>The same, also while the sync is being cancelled.</summary>
    public static ActivityOptions DespiteCancellation(SyncRequest request)
    {
        var options = Playlist(request);
        options.CancellationToken = CancellationToken.None;
        return options;
    }
}
