using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api;

/// <summary>Reads a sync from Temporal: by query while it runs, from its result when it has ended.</summary>
internal sealed class SyncReader(ITemporalClient client)
{
    private const int RowsAPage = 500;

    public async Task<SyncStatus> StatusAsync(string id, CancellationToken cancellationToken)
    {
        var handle = client.GetWorkflowHandle<MusicSyncWorkflow, SyncResult>(SyncStarter.WorkflowId(id));
        var query = TemporalCalls.Query(cancellationToken);
        return await IsRunningAsync(handle, id, TemporalCalls.Options(cancellationToken))
            ? await handle.QueryAsync(workflow => workflow.Status(), new() { Rpc = query })
            : (await handle.GetResultAsync(rpcOptions: query)).Status;
    }

    public async Task<SyncReport> ReportAsync(string id, CancellationToken cancellationToken)
    {
        var handle = client.GetWorkflowHandle<MusicSyncWorkflow, SyncResult>(SyncStarter.WorkflowId(id));
        var query = TemporalCalls.Query(cancellationToken);
        if (!await IsRunningAsync(handle, id, TemporalCalls.Options(cancellationToken)))
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

    public async Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        var handle = client.GetWorkflowHandle(SyncStarter.WorkflowId(id));
        var rpc = TemporalCalls.Options(cancellationToken);
        if (await IsRunningAsync(handle, id, rpc))
        {
            await handle.CancelAsync(new() { Rpc = rpc });
        }
    }

    private static async Task<bool> IsRunningAsync(WorkflowHandle handle, string id, RpcOptions rpc)
    {
        try
        {
            var description = await handle.DescribeAsync(new() { Rpc = rpc });
            return description.Status switch
            {
                WorkflowExecutionStatus.Running => true,
                WorkflowExecutionStatus.Completed => false,
                var ended => throw new ProblemException(
                    StatusCodes.Status410Gone,
                    "The sync was ended from outside",
                    $"Sync {id} was ended at Temporal ({ended}) and left no report. Send the list again; songs already added are not added twice."),
            };
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            throw ProblemException.NotFound(id);
        }
    }
}

/// <summary>The report document of a sync.</summary>
internal sealed record SyncReport(string Id, Playlists.PlaylistRef Playlist, IReadOnlyList<ReportRow> Rows);
