using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Syncs;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;

namespace MusicSync.Worker.Api;

/// <summary>
/// Finds out what only Temporal knows: that a step of a sync is held back for a retry. It may be a step of the sync itself,
/// of its playlist's writer, or of the workflow that looks its playlist's name up.
/// </summary>
internal sealed class HeldBackSteps(ITemporalClient client, WorkflowDescriptions descriptions)
{
    public async Task<PendingRetry?> FindAsync(SyncStatus status, DescribeWorkflowExecutionResponse sync, RpcOptions rpc)
    {
        if (PendingRetries.Of(sync.PendingActivities) is { } own)
        {
            return own;
        }

        return await HelperAsync(status, sync) is { } helper && await descriptions.FindAsync(helper, rpc) is { } described
            ? PendingRetries.Of(described.PendingActivities)
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
}
