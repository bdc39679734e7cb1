using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using MusicSync.Worker.Hosting;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api;

/// <summary>
/// Lists recent syncs: ended ones from visibility and their memos, running ones by asking each what <c>GET /syncs/{id}</c>
/// would. That costs two calls to Temporal for every running sync of the page, none of which enters a history; asked
/// are 8 at a time for 2 s in all, and one that has not answered then is shown as <c>running</c> with what its memo knows.
/// </summary>
internal sealed class SyncQueries(ITemporalClient client, SyncReader reader, TimeProvider time)
{
    private const int PageSize = 50;
    private const int Concurrency = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Window = TimeSpan.FromDays(90);

    public async Task<SyncPage> ListAsync(string? token, CancellationToken cancellationToken)
    {
        var since = (time.GetUtcNow() - Window).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var page = await client.ListWorkflowsPaginatedAsync(
            $"WorkflowType = '{nameof(MusicSyncWorkflow)}' AND StartTime >= '{since}'",
            string.IsNullOrEmpty(token) ? null : DecodeToken(token),
            new() { PageSize = PageSize, Rpc = TemporalCalls.Options(cancellationToken) });

        // Visibility takes no ORDER BY on every store, so each page is sorted here. Of a sync of many runs the newest speaks.
        var workflows = page.Workflows
            .Where(workflow => workflow.Status != WorkflowExecutionStatus.ContinuedAsNew)
            .OrderByDescending(workflow => workflow.StartTime)
            .ToList();
        var running = await AskRunningAsync(workflows, cancellationToken);
        var rows = await Task.WhenAll(workflows.Select(workflow => running.TryGetValue(workflow.Id, out var status)
            ? Task.FromResult(Summary(status))
            : SummaryAsync(workflow)));
        return new SyncPage(rows, page.NextPageToken is { Length: > 0 } next ? WebEncoders.Base64UrlEncode(next) : null);
    }

    private async Task<IReadOnlyDictionary<string, SyncStatus>> AskRunningAsync(
        IEnumerable<WorkflowExecution> workflows, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, SyncStatus>();
        using var limit = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await Parallel.ForEachAsync(
                workflows.Where(workflow => workflow.Status == WorkflowExecutionStatus.Running),
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = stop.Token },
                async (workflow, token) =>
                {
                    if (await AskAsync(SyncIds.FromWorkflow(workflow.Id), token) is { } status)
                    {
                        answers[workflow.Id] = status;
                    }
                });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The rest is shown as its memo knows it.
        }

        return answers;
    }

    // Null while Temporal or the workflow cannot answer, and for one that was ended from outside just now.
    private async Task<SyncStatus?> AskAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.StatusAsync(id, cancellationToken);
        }
        catch (RpcException exception) when (TemporalCalls.IsOutage(exception.Code))
        {
            return null;
        }
        catch (Exception exception) when (exception is ProblemException or WorkflowQueryFailedException)
        {
            return null;
        }
    }

    private static SyncSummary Summary(SyncStatus status) => new(
        status.Id,
        ApiJson.Name(status.State),
        status.Playlist,
        status.Songs,
        status.Outcomes,
        status.Changes,
        status.StartedAt.UtcDateTime,
        status.FinishedAt?.UtcDateTime);

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
            await MemoAsync<DateTime?>(workflow, SyncMemo.StartedAt) ?? workflow.StartTime,
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
