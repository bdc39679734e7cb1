using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization;
using MusicSync.Worker.Api.Edits;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Syncs.Mirrors;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Memo = Temporalio.Api.Common.V1.Memo;

namespace MusicSync.Worker.Api;

/// <summary>
/// Reads syncs from Temporal: a running one by query, the status of an ended one from its memo, its report from its result, a
/// page of them from visibility.
/// </summary>
internal sealed class SyncQueries(
    ITemporalClient client,
    WatchedSyncs watched,
    EditQueries edits,
    PendingRetries retries,
    ClockNotice clocks,
    SpotifySignIn signIn,
    TimeProvider time)
{
    private const int RowsPerPage = 500;
    private const int SyncsPerPage = 50;
    private const int Concurrency = 8;
    private const int Attempts = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RoomAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Window = TimeSpan.FromDays(90);

    public async Task<SyncStatus> StatusAsync(string id, CancellationToken cancellationToken)
    {
        await using Aside<EditsView?> edited = new(stop => edits.FindAsync(id, stop), cancellationToken);
        var own = await OwnStatusAsync(id, cancellationToken);
        return await edited.Answer is { } changed
            ? EditedSync.Over(own, await WithRetriesAsync(changed, own.Playlist, cancellationToken))
            : own;
    }

    /// <summary>What only Temporal knows: that the writer's step is held back for a retry.</summary>
    private async Task<EditsView> WithRetriesAsync(EditsView changed, PlaylistRef playlist, CancellationToken cancellationToken) =>
        changed is { IsOpen: true, Waiting: null } && playlist.Id is { } id
            && await retries.OfWriterAsync(id, TemporalCalls.Options(cancellationToken)) is { } step
            ? changed.WaitingFor(step.Waiting)
            : changed;

    /// <summary>What the sync itself says, without what people have changed.</summary>
    public async Task<SyncStatus> OwnStatusAsync(string id, CancellationToken cancellationToken)
    {
        var handle = client.GetWorkflowHandle<MusicSyncWorkflow, SyncResult>(SyncIds.ToWorkflow(id));
        var (described, status) = await LookAsync(id, handle, cancellationToken);
        return status is null
            ? await FinalStatusAsync(handle, described.WorkflowExecutionInfo.Memo, cancellationToken)
            : clocks.AddTo(await WithWaitAsync(status, described, cancellationToken));
    }

    /// <summary>What Temporal says of a sync and what the sync says itself: null when it has ended.</summary>
    private async Task<(DescribeWorkflowExecutionResponse Described, SyncStatus? Status)> LookAsync(
        string id, WorkflowHandle<MusicSyncWorkflow> handle, CancellationToken cancellationToken)
    {
        if (watched.Look(handle.Id) is { } kept)
        {
            var described = await DescribeAsync(id, TemporalCalls.Options(cancellationToken));
            if (!IsRunning(described, id))
            {
                return (described, null);
            }

            if (described.WorkflowExecutionInfo.Execution.RunId == kept.RunId)
            {
                return (described, kept.Status);
            }
        }

        return await AskItselfAsync(id, handle, cancellationToken);
    }

    /// <summary>The same from the sync itself. Temporal refuses at once to ask one that has ended, which a worker would replay from its first event.</summary>
    private async Task<(DescribeWorkflowExecutionResponse Described, SyncStatus? Status)> AskItselfAsync(
        string id, WorkflowHandle<MusicSyncWorkflow> handle, CancellationToken cancellationToken)
    {
        await using Aside<SyncStatus?> said = new(stop => AskWhileOpenAsync(handle, stop), cancellationToken);
        var described = await DescribeAsync(id, TemporalCalls.Options(cancellationToken));
        if (!IsRunning(described, id))
        {
            return (described, null);
        }

        // It may have ended just now.
        return await said.Answer is { } status ? (described, status) : (await DescribeAsync(id, TemporalCalls.Options(cancellationToken)), null);
    }

    // The result holds the whole report: of 10,000 rows it takes ten times as long to read as everything else.
    private async Task<SyncStatus> FinalStatusAsync(
        WorkflowHandle<MusicSyncWorkflow, SyncResult> handle, Memo memo, CancellationToken cancellationToken) =>
        await FinalStatusAsync(memo, client.Options.DataConverter)
            ?? (await handle.GetResultAsync(rpcOptions: TemporalCalls.Query(cancellationToken))).Status;

    /// <summary>What it waits for that the sync cannot know: the page to sign in on, a step that Temporal holds back.</summary>
    private async Task<SyncStatus> WithWaitAsync(
        SyncStatus status, DescribeWorkflowExecutionResponse described, CancellationToken cancellationToken)
    {
        if (WaitReasons.IsForASignIn(status.Waiting))
        {
            return status with { Waiting = status.Waiting! with { Link = await signIn.PageAsync(cancellationToken) } };
        }

        return status is { Waiting: null, FinishedAt: null }
            && await retries.FindAsync(status, described, TemporalCalls.Options(cancellationToken)) is { } step
                ? status with { State = step.HoldsAllUp ? SyncState.Waiting : status.State, Waiting = step.Waiting }
                : status;
    }

    public async Task<SyncReport> ReportAsync(string id, CancellationToken cancellationToken)
    {
        var report = await OwnReportAsync(id, cancellationToken);
        return await edits.FindAsync(id, cancellationToken) is { } changed
            ? report with { Rows = EditedSync.Over(report.Rows, await WithRetriesAsync(changed, report.Playlist, cancellationToken)) }
            : report;
    }

    /// <summary>What the sync itself reports, without what people have changed.</summary>
    public async Task<SyncReport> OwnReportAsync(string id, CancellationToken cancellationToken)
    {
        var handle = client.GetWorkflowHandle<MusicSyncWorkflow, SyncResult>(SyncIds.ToWorkflow(id));
        var query = TemporalCalls.Query(cancellationToken);
        if (!IsRunning(await DescribeAsync(id, TemporalCalls.Options(cancellationToken)), id))
        {
            var result = await handle.GetResultAsync(rpcOptions: query);
            return new SyncReport(id, result.Status.Playlist, result.Rows, result.Own);
        }

        var status = await AskStatusAsync(handle, cancellationToken);
        var rows = new List<ReportRow>();
        for (var total = 1; rows.Count < total;)
        {
            var page = new RowsPageRequest(rows.Count, RowsPerPage);
            var answer = await PatientlyAsync(() => handle.QueryAsync(workflow => workflow.Rows(page), new() { Rpc = query }), cancellationToken);
            rows.AddRange(answer.Rows);
            total = answer.Total;
        }

        return new SyncReport(id, status.Playlist, rows);
    }

    public async Task<bool> IsRunningAsync(string id, CancellationToken cancellationToken) =>
        IsRunning(await DescribeAsync(id, TemporalCalls.Options(cancellationToken)), id);

    /// <summary>
    /// Lists recent syncs: ended ones from visibility and their memos; running ones, small ones, which leave no memo, and those with
    /// doubtful rows by asking each what <c>GET /syncs/{id}</c> would. One that has not answered in time is shown with what its memo knows.
    /// </summary>
    public async Task<SyncPage> ListAsync(string? token, CancellationToken cancellationToken)
    {
        var since = (time.GetUtcNow() - Window).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var page = await client.ListWorkflowsPaginatedAsync(
            $"WorkflowType = '{nameof(MusicSyncWorkflow)}' AND StartTime >= '{since}'",
            PageTokens.Read(token),
            new() { PageSize = SyncsPerPage, Rpc = TemporalCalls.Options(cancellationToken) });

        // Visibility takes no ORDER BY on every store, so each page is sorted here. Of a sync of many runs the newest speaks.
        var workflows = page.Workflows
            .Where(workflow => workflow.Status != WorkflowExecutionStatus.ContinuedAsNew)
            .OrderByDescending(workflow => workflow.StartTime)
            .ToList();
        var answers = await AskThemAsync(workflows, cancellationToken);
        var rows = await Task.WhenAll(workflows.Select(workflow => answers.TryGetValue(workflow.Id, out var status)
            ? Task.FromResult(Summary(status))
            : SummaryAsync(workflow)));
        return new SyncPage(rows, PageTokens.Write(page.NextPageToken));
    }

    /// <summary>The newest syncs; null while Temporal does not answer.</summary>
    public async Task<SyncPage?> TryListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return client.Connection.IsConnected ? await ListAsync(token: null, cancellationToken) : null;
        }
        catch (RpcException exception) when (TemporalCalls.IsOutage(exception.Code) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<DescribeWorkflowExecutionResponse> DescribeAsync(string id, RpcOptions rpc) =>
        await client.FindWorkflowAsync(SyncIds.ToWorkflow(id), rpc) ?? throw ProblemException.NotFound(id);

    private Task<SyncStatus> AskStatusAsync(WorkflowHandle<MusicSyncWorkflow> handle, CancellationToken cancellationToken) => PatientlyAsync(
        () => handle.QueryAsync(workflow => workflow.Status(), new() { Rpc = TemporalCalls.Query(cancellationToken) }), cancellationToken);

    private async Task<SyncStatus?> AskWhileOpenAsync(WorkflowHandle<MusicSyncWorkflow> handle, CancellationToken cancellationToken)
    {
        WorkflowQueryOptions options = new() { Rpc = TemporalCalls.Query(cancellationToken), RejectCondition = QueryRejectCondition.NotOpen };
        try
        {
            return await PatientlyAsync(() => handle.QueryAsync(workflow => workflow.Status(), options), cancellationToken);
        }
        catch (WorkflowQueryRejectedException)
        {
            return null;
        }
    }

    // Between two tasks of a workflow Temporal holds one query back and refuses the next; it has room again in milliseconds, on a busy machine in seconds.
    private async Task<T> PatientlyAsync<T>(Func<Task<T>> query, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await query();
            }
            catch (RpcException exception) when (exception.Code == RpcException.StatusCode.ResourceExhausted && attempt < Attempts)
            {
                await Task.Delay(attempt * RoomAgain, time, cancellationToken);
            }
        }
    }

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

    // A small sync that has ended leaves no memo: its result is small too. Of doubtful rows somebody may have decided some since.
    private static async Task<bool> IsToBeAskedAsync(WorkflowExecution workflow) => workflow.Status == WorkflowExecutionStatus.Running
        || (workflow.Status == WorkflowExecutionStatus.Completed
            && (!workflow.Memo.ContainsKey(SyncMemo.State) || await MemoAsync<OutcomeCounts>(workflow, SyncMemo.Outcomes) is { Review: > 0 }));

    private async Task<IReadOnlyDictionary<string, SyncStatus>> AskThemAsync(
        IEnumerable<WorkflowExecution> workflows, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, SyncStatus>();
        using var limit = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await Parallel.ForEachAsync(
                workflows,
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = stop.Token },
                async (workflow, token) =>
                {
                    if (await IsToBeAskedAsync(workflow) && await AskAsync(SyncIds.FromWorkflow(workflow.Id), token) is { } status)
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
            return await StatusAsync(id, cancellationToken);
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
        status.FinishedAt?.UtcDateTime,
        status.DryRun);

    /// <summary>The status that an ended sync's memo holds; null for one that ended before there was one in it.</summary>
    public static async Task<SyncStatus?> FinalStatusAsync(Memo? memo, DataConverter converter) =>
        memo is not null && memo.Fields.TryGetValue(SyncMemo.Status, out var status) ? await converter.ToValueAsync<SyncStatus>(status) : null;

    private static async Task<SyncSummary> SummaryAsync(WorkflowExecution workflow)
    {
        var state = workflow.Status switch
        {
            WorkflowExecutionStatus.Running => "running",
            _ when await MemoAsync<SyncState?>(workflow, SyncMemo.State) is { } final => ApiJson.Name(final),
            WorkflowExecutionStatus.Completed => ApiJson.Name(SyncState.Completed),
            _ => ApiJson.Name(SyncState.Cancelled),
        };
        return new SyncSummary(
            SyncIds.FromWorkflow(workflow.Id),
            state,
            await MemoAsync<PlaylistRef>(workflow, SyncMemo.Playlist),
            await MemoAsync<SongCounts>(workflow, SyncMemo.Songs),
            await MemoAsync<OutcomeCounts>(workflow, SyncMemo.Outcomes),
            await MemoAsync<ChangeCounts>(workflow, SyncMemo.Changes),
            await MemoAsync<DateTime?>(workflow, SyncMemo.StartedAt) ?? workflow.StartTime,
            workflow.CloseTime,
            await MemoAsync<bool>(workflow, SyncMemo.DryRun));
    }

    private static async Task<T?> MemoAsync<T>(WorkflowExecution workflow, string name) =>
        workflow.Memo.TryGetValue(name, out var value) ? await value.ToValueAsync<T>() : default;
}

/// <summary>The report document of a sync; with what a mirror has in the playlist, once it has ended.</summary>
internal sealed record SyncReport(
    string Id,
    PlaylistRef Playlist,
    IReadOnlyList<ReportRow> Rows,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OwnTrack>? Own = null);

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
    DateTime? FinishedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool DryRun = false);
