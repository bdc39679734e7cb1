using MusicSync.Worker.Mcp;
using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace MusicSync.Worker.Api;

/// <summary>
/// What a workflow waits for while Temporal holds its activities back for a retry; the workflow itself does not know. Pure.
/// </summary>
internal static class PendingWaits
{
    private static readonly HashSet<string> Waits =
    [
        .. ActivityFailureTypes.Stops, ActivityFailureTypes.SpotifyUnavailable, ActivityFailureTypes.McpUnavailable,
        ActivityFailureTypes.McpCircuitOpen,
    ];

    /// <summary>The wait that ends first, or null when an activity is running or none is held back.</summary>
    public static SyncWaiting? Of(IReadOnlyCollection<PendingActivityInfo> pending) => pending.All(IsHeldBack)
        ? pending.OrderBy(activity => activity.NextAttemptScheduleTime.ToDateTimeOffset()).Select(Waiting).FirstOrDefault()
        : null;

    // Once the next attempt is due, its time is gone.
    private static bool IsHeldBack(PendingActivityInfo activity) =>
        activity.State == PendingActivityState.Scheduled
        && activity.NextAttemptScheduleTime is not null
        && Waits.Contains(activity.LastFailure?.ApplicationFailureInfo?.Type ?? "");

    private static SyncWaiting Waiting(PendingActivityInfo activity) => SyncWaits.Until(
        activity.LastFailure.ApplicationFailureInfo.Type,
        activity.NextAttemptScheduleTime.ToDateTimeOffset(),
        activity.LastFailure.Message);
}
