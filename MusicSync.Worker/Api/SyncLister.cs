using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using MusicSync.Worker.Hosting;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;

namespace MusicSync.Worker.Api;

/// <summary>Lists recent syncs from visibility and their memos, without asking any workflow.</summary>
internal sealed class SyncLister(ITemporalClient client, TimeProvider time)
{
    private const int PageSize = 50;
    private static readonly TimeSpan Window = TimeSpan.FromDays(90);

    public async Task<SyncPage> ListAsync(string? token, CancellationToken cancellationToken)
    {
        var since = (time.GetUtcNow() - Window).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var page = await client.ListWorkflowsPaginatedAsync(
            $"WorkflowType = '{nameof(MusicSyncWorkflow)}' AND StartTime >= '{since}'",
            string.IsNullOrEmpty(token) ? null : DecodeToken(token),
            new() { PageSize = PageSize, Rpc = TemporalCalls.Options(cancellationToken) });

        // Visibility takes no ORDER BY on every store, so each page is sorted here.
        var rows = await Task.WhenAll(page.Workflows.OrderByDescending(workflow => workflow.StartTime).Select(SummaryAsync));
        return new SyncPage(rows, page.NextPageToken is { Length: > 0 } next ? WebEncoders.Base64UrlEncode(next) : null);
    }

    private static byte[] DecodeToken(string token)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(token);
        }
        catch (FormatException)
        {
            throw ProblemException.Unprocessable("token is not one that a former page gave; leave it out for the first page.");
        }
    }

    private static async Task<SyncSummary> SummaryAsync(WorkflowExecution workflow)
    {
        var running = workflow.Status == WorkflowExecutionStatus.Running;
        return new SyncSummary(
            SyncIds.FromWorkflow(workflow.Id),
            running ? "running" : await MemoAsync<SyncState?>(workflow, SyncMemo.State) is { } state
                ? ApiJson.Name(state)
                : ApiJson.Name(SyncState.Cancelled),
            await MemoAsync<PlaylistRef>(workflow, SyncMemo.Playlist),
            await MemoAsync<SongCounts>(workflow, SyncMemo.Songs),
            await MemoAsync<OutcomeCounts>(workflow, SyncMemo.Outcomes),
            await MemoAsync<ChangeCounts>(workflow, SyncMemo.Changes),
            workflow.StartTime,
            workflow.CloseTime);
    }

    private static async Task<T?> MemoAsync<T>(WorkflowExecution workflow, string name) =>
        workflow.Memo.TryGetValue(name, out var value) ? await value.ToValueAsync<T>() : default;
}

/// <summary>A page of recent syncs.</summary>
internal sealed record SyncPage(IReadOnlyList<SyncSummary> Syncs, string? NextToken);

/// <summary>One line of the list.</summary>
internal sealed record SyncSummary(
    string Id,
    string State,
    PlaylistRef? Playlist,
    SongCounts? Songs,
    OutcomeCounts? Outcomes,
    ChangeCounts? Changes,
    DateTime StartedAt,
    DateTime? FinishedAt);
