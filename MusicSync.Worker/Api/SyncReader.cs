using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace MusicSync.Worker.Api;

/// <summary>Reads a sync from Temporal: by query while it runs, from its result when it has ended.</summary>
internal sealed class SyncReader(ITemporalClient client, WorkflowDescriptions descriptions, HeldBackSteps heldBack, ClockNotice clocks)
{
    private const int RowsAPage = 500;

    public async Task<SyncStatus> StatusAsync(string id, CancellationToken cancellationToken)
    {
        var handle = client.GetWorkflowHandle<MusicSyncWorkflow, SyncResult>(SyncCommands.WorkflowId(id));
        var (rpc, query) = (TemporalCalls.Options(cancellationToken), TemporalCalls.Query(cancellationToken));
        var described = await DescribeAsync(id, rpc);
        if (!IsRunning(described, id))
        {
            return (await handle.GetResultAsync(rpcOptions: query)).Status;
        }

        var status = await handle.QueryAsync(workflow => workflow.Status(), new() { Rpc = query });
        return clocks.AddTo(status is { Waiting: null, FinishedAt: null } && await heldBack.FindAsync(status, described, rpc) is { } step
            ? status with { State = step.HoldsAllUp ? SyncState.Waiting : status.State, Waiting = step.Waiting }
            : status);
    }

    public async Task<SyncReport> ReportAsync(string id, CancellationToken cancellationToken)
    {
        var handle = client.GetWorkflowHandle<MusicSyncWorkflow, SyncResult>(SyncCommands.WorkflowId(id));
        var query = TemporalCalls.Query(cancellationToken);
        if (!IsRunning(await DescribeAsync(id, TemporalCalls.Options(cancellationToken)), id))
        {
            var result = await handle.GetResultAsync(rpcOptions: query);
            return new SyncReport(id, result.Status.Playlist, result.Rows);
        }

        var status = await handle.QueryAsync(workflow => workflow.Status(), new() { Rpc = query });
        var rows = new List<ReportRow>();
        for (var total = 1; rows.Count < total;)
        {
            var page = new RowsPageRequest(rows.Count, RowsAPage);
            var answer = await handle.QueryAsync(workflow => workflow.Rows(page), new() { Rpc = query });
            rows.AddRange(answer.Rows);
            total = answer.Total;
        }

        return new SyncReport(id, status.Playlist, rows);
    }

    public async Task<bool> IsRunningAsync(string id, CancellationToken cancellationToken) =>
        IsRunning(await DescribeAsync(id, TemporalCalls.Options(cancellationToken)), id);

    private async Task<DescribeWorkflowExecutionResponse> DescribeAsync(string id, RpcOptions rpc) =>
        await descriptions.FindAsync(SyncCommands.WorkflowId(id), rpc) ?? throw ProblemException.NotFound(id);

    private static bool IsRunning(DescribeWorkflowExecutionResponse described, string id) =>
        described.WorkflowExecutionInfo.Status switch
        {
            WorkflowExecutionStatus.Running => true,
            WorkflowExecutionStatus.Completed => false,
            var ended => throw new ProblemException(
                StatusCodes.Status410Gone,
                "The sync was ended from outside",
                $"Sync {id} was ended at Temporal ({ended}) and left no report. Send the list again; songs already added are not added twice."),
        };
}

/// <summary>The report document of a sync.</summary>
internal sealed record SyncReport(string Id, PlaylistRef Playlist, IReadOnlyList<ReportRow> Rows);
