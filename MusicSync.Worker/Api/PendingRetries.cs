using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Workflow.V1;

namespace MusicSync.Worker.Api;

/// <summary>
/// What a workflow waits for while Temporal holds its activities back for a retry; the workflow itself does not know. Pure.
/// </summary>
internal static class PendingRetries
{
    // Retries double from 1 s on: before the seventh attempt, or with half a minute between two, a minute has gone by.
    private const int AttemptsOfAMinute = 7;
    private static readonly TimeSpan PauseOfAMinute = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The wait that ends first, whatever it is for. While other activities run, only one that has lasted for a minute.
    /// </summary>
    public static PendingRetry? Of(IReadOnlyCollection<PendingActivityInfo> pending)
    {
        var heldBack = pending.Where(IsHeldBack).OrderBy(activity => activity.NextAttemptScheduleTime.ToDateTimeOffset()).ToList();
        var holdsAllUp = heldBack.Count == pending.Count;
        return heldBack.Find(activity => holdsAllUp || IsLong(activity)) is { } first
            ? new PendingRetry(Waiting(first), holdsAllUp)
            : null;
    }

    // Once the next attempt is due, its time is gone.
    private static bool IsHeldBack(PendingActivityInfo activity) =>
        activity is { State: PendingActivityState.Scheduled, NextAttemptScheduleTime: not null, LastFailure: not null };

    private static bool IsLong(PendingActivityInfo activity) =>
        activity.Attempt >= AttemptsOfAMinute
        || (activity.LastAttemptCompleteTime is { } ended
            && activity.NextAttemptScheduleTime.ToDateTimeOffset() - ended.ToDateTimeOffset() >= PauseOfAMinute);

    private static SyncWaiting Waiting(PendingActivityInfo activity) => WaitReasons.Until(
        TypeOf(activity.LastFailure), activity.NextAttemptScheduleTime.ToDateTimeOffset(), activity.LastFailure.Message);

    // Temporal wraps what is longer than 4 KB.
    private static string TypeOf(Failure failure) =>
        failure.ApplicationFailureInfo?.Type ?? (failure.Cause is { } cause ? TypeOf(cause) : "");
}

/// <summary>A step that Temporal holds back for a retry.</summary>
/// <param name="Waiting">What for, and until when.</param>
/// <param name="HoldsAllUp">Whether nothing else goes on meanwhile.</param>
internal sealed record PendingRetry(SyncWaiting Waiting, bool HoldsAllUp);
