using MusicSync.Worker.Playlists;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>
/// One sync: match the songs, have the playlist's writer add what is certain, report. It always completes at Temporal; a
/// failed or cancelled sync says so in its result, which also holds the report.
/// </summary>
[Workflow]
public sealed class MusicSyncWorkflow
{
    private const int MostRowsAPage = 500;

    private readonly SyncRequest _request;
    private readonly SyncProgress _progress;
    private readonly MatchPhase _match;
    private readonly WritePhase _write;

    /// <summary>Takes the request before any query can arrive.</summary>
    /// <param name="request">What to sync.</param>
    [WorkflowInit]
    public MusicSyncWorkflow(SyncRequest request)
    {
        _request = request;
        _progress = new SyncProgress(request, Workflow.UtcNow);
        var pause = new SyncPause();
        _match = new MatchPhase(request, _progress, pause);
        _write = new WritePhase(request, _progress, pause);
    }

    private bool Interactive => _request.Options.Priority == SyncPriority.Interactive;

    /// <summary>Runs the sync.</summary>
    /// <param name="request">The same request as the constructor's.</param>
    /// <returns>Final status and report.</returns>
    [WorkflowRun]
    public async Task<SyncResult> RunAsync(SyncRequest request)
    {
        try
        {
            _progress.State = SyncState.Matching;
            await ResolveAsync();
            await _match.RunAsync(_request.Songs, _progress.Add);
            await WriteAsync();
            End(SyncState.Completed);
        }
        catch (Exception exception) when (TemporalException.IsCanceledException(exception))
        {
            End(SyncState.Cancelled);
        }
        catch (FailureException exception)
        {
            _progress.Error = SyncErrors.From(exception);
            End(SyncState.Failed);
        }

        return new SyncResult(_progress.Status(), _progress.Rows());
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
        return new RowsPage([.. rows.Skip(page.Offset).Take(Math.Min(page.Limit, MostRowsAPage))], rows.Count);
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

    private async Task ResolveAsync()
    {
        if (_request.Checked is not null)
        {
            return;
        }

        var options = SyncActivityOptions.Playlist(_request.TimeScale);
        if (_request.Target.Id is { } id)
        {
            var get = new GetPlaylist(id, Interactive);
            _progress.Playlist = await Workflow.ExecuteActivityAsync(
                (PlaylistActivities activities) => activities.GetAsync(get), options);
        }
        else if (_request.Options.DryRun)
        {
            var find = new FindByName(_request.Target.Name!, Interactive);
            var found = await Workflow.ExecuteActivityAsync(
                (PlaylistActivities activities) => activities.FindByNameAsync(find), options);
            _progress.Playlist = found.Playlist ?? _progress.Playlist;
        }
        else
        {
            var resolve = new ResolveName(_request.Target.Name!, _request.Id, Interactive);
            _progress.Playlist = await Workflow.ExecuteActivityAsync(
                (HandOverActivities activities) => activities.ResolveNameAsync(resolve), options);
        }
    }

    private async Task WriteAsync()
    {
        if (_request.Options.DryRun)
        {
            _progress.Add(await PlanAsync());
            return;
        }

        await _write.RunAsync(_progress.Playlist.Id!, _progress.Wanted());
        if (_progress.DeadByUri() is { Count: > 0 } dead)
        {
            // A track that the input named and that no longer exists is looked for by its text.
            _progress.State = SyncState.Matching;
            await _match.RunAsync([.. dead.Select(song => song with { Uri = null })], _progress.Rematch);
            await _write.RunAsync(_progress.Playlist.Id!, _progress.Unwritten(_progress.Wanted()));
        }
    }

    private async Task<PlaylistChanges> PlanAsync()
    {
        if (_progress.Playlist.Id is not { } playlistId)
        {
            // The playlist would be made: everything would be added.
            return PlaylistPlan.For(_progress.Wanted(), [], _request.Options.Duplicates);
        }

        var contents = new PlaylistContents(playlistId, _progress.Wanted(), _request.Options.Duplicates, Interactive);
        return await Workflow.ExecuteActivityAsync(
            (PlaylistActivities activities) => activities.PlanAsync(contents), SyncActivityOptions.Playlist(_request.TimeScale));
    }

    private void End(SyncState state)
    {
        _progress.State = state;
        _progress.FinishedAt = Workflow.UtcNow;
        Workflow.UpsertMemo(SyncMemo.OfEnded(_progress.Status()));
    }
}
