using MusicSync.Worker.Playlists.Writer;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>
/// One sync: match the songs, have the playlist's writer add what is certain, report. It always completes at Temporal; a
/// failed or cancelled sync says so in its result, which also holds the report. Under a limit of weeks it goes on in new runs
/// under the same id, which nobody notices who asks for the id alone.
/// </summary>
[Workflow]
public sealed partial class MusicSyncWorkflow
{
    /// <summary>Type of the failure of a resume that nothing waits for.</summary>
    public const string NothingWaits = "NothingWaits";

    private const string NewRuns = "new-runs";
    private const int MaxRowsPerPage = 500;

    private readonly SyncRequest _request;
    private readonly SyncProgress _progress;
    private readonly MatchPhase _match;
    private readonly WritePhase _write;
    private readonly SyncPause _pause;
    private readonly TargetPhase _target;

    /// <summary>Takes the request before any query can arrive.</summary>
    /// <param name="request">What to sync.</param>
    [WorkflowInit]
    public MusicSyncWorkflow(SyncRequest request)
    {
        _request = request;
        _progress = new SyncProgress(request, Workflow.UtcNow);
        _pause = new SyncPause(_progress, NextRun);
        _target = new TargetPhase(request, _progress, _pause);
        _match = new MatchPhase(request, _progress, _pause);
        _write = new WritePhase(request, _progress, _pause);
    }

    /// <summary>Runs the sync.</summary>
    /// <param name="request">The same request as the constructor's.</param>
    /// <returns>Final status and report.</returns>
    [WorkflowRun]
    public async Task<SyncResult> RunAsync(SyncRequest request)
    {
        var end = await EndAsync();
        // Whatever the end: what is in the playlist by then is the mirror's own.
        if (_request.Mirror is { KeptAs: { } mirror })
        {
            await _write.KeepAsync(mirror);
        }

        End(end);
        return new SyncResult(_progress.Status(), _progress.Rows(), _progress.Own());
    }

    /// <summary>The status document.</summary>
    /// <returns>How far the sync is.</returns>
    [WorkflowQuery("status")]
    public SyncStatus Status() => _progress.Status();

    /// <summary>A page of the report, complete or not yet.</summary>
    /// <param name="page">Which rows.</param>
    /// <returns>The rows.</returns>
    [WorkflowQuery("rows")]
    public RowsPage Rows(RowsPageRequest page)
    {
        var rows = _progress.Rows();
        return new RowsPage([.. rows.Skip(page.Offset).Take(Math.Min(page.Limit, MaxRowsPerPage))], rows.Count);
    }

    /// <summary>Takes in what the playlist's writer reports.</summary>
    /// <param name="report">What happened.</param>
    /// <returns>A finished task.</returns>
    [WorkflowSignal(TicketSignals.Progress)]
    public Task OnTicketProgressAsync(TicketProgress report)
    {
        _write.On(report);
        return Task.CompletedTask;
    }

    /// <summary>Ends a wait: a parked sync goes on where it stood.</summary>
    /// <returns>The status right after.</returns>
    [WorkflowUpdate("resume")]
    public Task<SyncStatus> ResumeAsync()
    {
        _pause.Resume();
        return Task.FromResult(_progress.Status());
    }

    /// <summary>Refuses to resume a sync that waits for nobody.</summary>
    [WorkflowUpdateValidator(nameof(ResumeAsync))]
    public void ValidateResume()
    {
        if (!_pause.Waits)
        {
            throw new ApplicationFailureException("The sync is not parked.", NothingWaits);
        }
    }

    /// <returns>How it has ended.</returns>
    private async Task<SyncState> EndAsync()
    {
        try
        {
            _progress.State = SyncState.Matching;
            await _target.ResolveAsync();
            await _match.RunAsync(_progress.Undecided(), _progress.Add, WritePrefixAsync);
            await WriteAsync();
            return SyncState.Completed;
        }
        catch (Exception exception) when (TemporalException.IsCanceledException(exception))
        {
            return SyncState.Cancelled;
        }
        catch (FailureException exception)
        {
            _progress.Error = SyncErrors.From(exception);
            return SyncState.Failed;
        }
    }

    private async Task WriteAsync()
    {
        if (_request.Options.DryRun)
        {
            _progress.Add(await _target.PlanAsync());
            return;
        }

        await _write.RunAsync(_progress.Playlist.Id!);
        if (_progress.DeadByUri() is { Count: > 0 } dead)
        {
            // A track that the input named and that no longer exists is looked for by its text.
            _progress.State = SyncState.Matching;
            await _match.RunAsync([.. dead.Select(song => song with { Uri = null })], _progress.Rematch, NothingFirst);
            await _write.RunAsync(_progress.Playlist.Id!);
        }
    }

    private async Task WritePrefixAsync()
    {
        if (!_request.Options.DryRun)
        {
            await _write.RunPrefixAsync(_progress.Playlist.Id!);
            _progress.State = SyncState.Matching;
        }
    }

    /// <summary>The next run, when the history of this one has become long; null while it has not.</summary>
    private ContinueAsNewException? NextRun()
    {
        var isLong = Workflow.ContinueAsNewSuggested || Workflow.CurrentHistoryLength >= _request.MaxEvents;
        if (!isLong || !Workflow.AllHandlersFinished || !Workflow.Patched(NewRuns))
        {
            return null;
        }

        var carried = _progress.Carry(_write.Tickets, _target.Asked);
        Workflow.UpsertMemo(SyncMemo.OfNextRun(carried));
        var next = _request with { Checked = _target.IsResolved ? _progress.Playlist : null, Carried = carried };
        return Workflow.CreateContinueAsNewException(
            (MusicSyncWorkflow workflow) => workflow.RunAsync(next), new() { Memo = SyncMemo.Whole() });
    }

    private static Task NothingFirst() => Task.CompletedTask;

    private void End(SyncState state)
    {
        _progress.State = state;
        _progress.FinishedAt = Workflow.UtcNow;
        var status = _progress.Status();
        if (!SyncMemo.IsSpared(status) || !SyncPatches.FewerActions)
        {
            Workflow.UpsertMemo(SyncMemo.OfEnded(status));
        }

        Log.Ended(
            Workflow.Logger, _request.Id, state, status.Outcomes.Accepted, status.Outcomes.Review, status.Outcomes.Missing, status.Changes.Added);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Sync {SyncId} {State}: {Accepted} accepted, {Review} for review, {Missing} missing, {Added} added")]
        public static partial void Ended(ILogger logger, string syncId, SyncState state, int accepted, int review, int missing, int added);
    }
}

/// <summary>
/// Changes of a sync's logic that every run meets. Each that Temporal is told of costs an update of a search attribute, so the
/// newest stands for those before it.
/// </summary>
internal static class SyncPatches
{
    /// <summary>A few songs are looked up, and a small ticket is sent, inside the workflow's task.</summary>
    public static bool InTask => Workflow.Patched("in-task");

    /// <summary>A small ticket goes by signal, one timer watches over a ticket, and a small result needs no memo.</summary>
    public static bool FewerActions => InTask || Workflow.Patched("fewer-actions");
}
