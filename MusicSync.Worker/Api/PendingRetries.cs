using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;

namespace MusicSync.Worker.Api;

/// <summary>
/// Finds out what only Temporal knows: that a step of a sync is held back for a retry. It may be a step of the sync itself,
/// of its playlist's writer, or of the workflow that looks its playlist's name up.
/// </summary>
internal sealed class PendingRetries(ITemporalClient client)
{
    // Retries double from 1 s on: before the seventh attempt, or with half a minute between two, a minute has gone by.
    private const int AttemptsOfAMinute = 7;
    private static readonly TimeSpan PauseOfAMinute = TimeSpan.FromSeconds(30);

    public async Task<PendingRetry?> FindAsync(SyncStatus status, DescribeWorkflowExecutionResponse sync, RpcOptions rpc)
    {
        if (Of(sync.PendingActivities) is { } own)
        {
            return own;
        }

        return await HelperAsync(status, sync) is { } helper && await client.FindWorkflowAsync(helper, rpc) is { } described
            ? Of(described.PendingActivities)
            : null;
    }

    /// <summary>The step of a playlist's writer that Temporal holds back; null when there is none.</summary>
    public async Task<PendingRetry?> OfWriterAsync(string playlistId, RpcOptions rpc) =>
        await client.FindWorkflowAsync(PlaylistWorkflow.IdOf(playlistId), rpc) is { } described ? Of(described.PendingActivities) : null;

    /// <summary>
    /// The wait that ends first, whatever it is for. While other activities run, only one that has lasted for a minute. Pure.
    /// </summary>
    public static PendingRetry? Of(IReadOnlyCollection<PendingActivityInfo> pending)
    {
        var heldBack = pending.Where(IsHeldBack).OrderBy(activity => activity.NextAttemptScheduleTime.ToDateTimeOffset()).ToList();
        var holdsAllUp = heldBack.Count == pending.Count;
        return heldBack.Find(activity => holdsAllUp || IsLong(activity)) is { } first
            ? new PendingRetry(Waiting(first), holdsAllUp)
            : null;
    }

    private async Task<string?> HelperAsync(SyncStatus status, DescribeWorkflowExecutionResponse sync)
    {
        if (status is { State: SyncState.Writing or SyncState.Verifying, Playlist.Id: { } playlistId })
        {
            return PlaylistWorkflow.IdOf(playlistId);
        }

        // Which workflow knows the name depends on the user; the waiting activity tells it in its heartbeat.
        var resolving = sync.PendingActivities.FirstOrDefault(
            activity => activity is { ActivityType.Name: PlaylistNameActivities.ResolveNameActivity, HeartbeatDetails.Payloads_.Count: > 0 });
        return resolving is null
            ? null
            : await client.Options.DataConverter.ToValueAsync<string>(resolving.HeartbeatDetails.Payloads_[0]);
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
