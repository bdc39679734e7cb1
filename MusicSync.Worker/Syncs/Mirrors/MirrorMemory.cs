using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Syncs.Mirrors;

/// <summary>Which tracks are a mirror's own, kept at Temporal by the mirror's name.</summary>
internal sealed class MirrorMemory(ITemporalClient client)
{
    // A worker answers, which may have to replay what it keeps first.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Keeps what is a mirror's own now.</summary>
    [Activity("mirror.keep")]
    public async Task KeepAsync(KeptMirror kept)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var start = TicketActivities.Shared(MirroredTracksWorkflow.IdOf(kept.Mirror));
        start.SignalWithStart((MirroredTracksWorkflow workflow) => workflow.KeepAsync(kept.Own));
        start.Rpc = new() { CancellationToken = scope.Token };
        await client.StartWorkflowAsync((MirroredTracksWorkflow workflow) => workflow.RunAsync(new MirroredTracks(null)), start);
    }

    /// <summary>What is a mirror's own; nothing for one that has added nothing yet.</summary>
    /// <exception cref="RpcException">Temporal does not answer: without knowing, nothing may be written.</exception>
    public async Task<IReadOnlyList<OwnTrack>> OwnAsync(string mirror, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetWorkflowHandle<MirroredTracksWorkflow>(MirroredTracksWorkflow.IdOf(mirror)).QueryAsync(
                workflow => workflow.Own(),
                new() { RejectCondition = Temporalio.Api.Enums.V1.QueryRejectCondition.NotOpen, Rpc = Rpc(cancellationToken) });
        }
        catch (WorkflowQueryRejectedException)
        {
            return [];
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return [];
        }
    }

    /// <summary>Gives a mirror up; what it has added stays.</summary>
    public async Task GiveUpAsync(string mirror, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetWorkflowHandle<MirroredTracksWorkflow>(MirroredTracksWorkflow.IdOf(mirror))
                .SignalAsync(workflow => workflow.GiveUpAsync(), new() { Rpc = Rpc(cancellationToken) });
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            // It has added nothing, or was given up before.
        }
    }

    private static RpcOptions Rpc(CancellationToken cancellationToken) => new() { Timeout = Patience, Retry = false, CancellationToken = cancellationToken };
}
