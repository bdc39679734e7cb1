using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>
/// One sync: match the songs, write what is certain into the playlist, verify, report. It always completes at Temporal; a
/// failed or cancelled sync says so in its result, which also holds the report.
/// </summary>
[Workflow]
public sealed class MusicSyncWorkflow
{
    private const int ChunkSize = 50;
    private const int ChunksAtATime = 2;
    private const int MostRowsAPage = 500;

    private readonly SyncRequest _request;
    private readonly SyncProgress _progress;

    /// <summary>Takes the request before any query can arrive.</summary>
    /// <param name="request">What to sync.</param>
    [WorkflowInit]
    public MusicSyncWorkflow(SyncRequest request)
    {
        _request = request;
        _progress = new SyncProgress(request, Workflow.UtcNow);
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
            await ResolveAsync();
            await MatchAsync();
            await WriteAsync();
            End(SyncState.Completed);
        }
        catch (Exception exception) when (TemporalException.IsCanceledException(exception))
        {
            End(SyncState.Cancelled);
        }
        catch (ActivityFailureException exception)
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

    private async Task ResolveAsync()
    {
        _progress.State = SyncState.Matching;
        if (_request.Checked is null && !(_request.Options.DryRun && _request.Target.Name is not null))
        {
            _progress.Playlist = await Workflow.ExecuteActivityAsync(
                (PlaylistActivities activities) => activities.ResolveAsync(new ResolvePlaylist(_request.Target, Interactive)),
                SyncActivityOptions.Read);
        }
    }

    private async Task MatchAsync()
    {
        var waiting = new Queue<Song[]>(_request.Songs.Chunk(ChunkSize));
        await Workflow.WhenAllAsync(Enumerable.Range(0, ChunksAtATime).Select(_ => MatchChunksAsync(waiting)));
    }

    private async Task MatchChunksAsync(Queue<Song[]> waiting)
    {
        while (waiting.TryDequeue(out var songs))
        {
            var chunk = new MatchChunk(songs, _request.Options.Policy, Interactive);
            var matched = await Workflow.ExecuteActivityAsync(
                (MatchActivities activities) => activities.MatchAsync(chunk), SyncActivityOptions.Match(Interactive));
            _progress.Add(matched.Decisions);
        }
    }

    private async Task WriteAsync()
    {
        if (_progress.Playlist.Id is not { } playlistId)
        {
            // A dry run into a playlist that does not exist yet: everything would be added.
            _progress.Set(PlaylistPlan.IntoNewPlaylist(_progress.Wanted(), _request.Options.Duplicates));
            return;
        }

        var contents = new PlaylistContents(playlistId, _progress.Wanted(), _request.Options.Duplicates, Interactive);
        if (_request.Options.DryRun)
        {
            _progress.Set(await Workflow.ExecuteActivityAsync(
                (PlaylistActivities activities) => activities.PlanAsync(contents), SyncActivityOptions.Read));
            return;
        }

        _progress.State = SyncState.Writing;
        _progress.Set(await Workflow.ExecuteActivityAsync(
            (PlaylistActivities activities) => activities.ApplyAsync(contents), SyncActivityOptions.Write));
        Workflow.CancellationToken.ThrowIfCancellationRequested();

        _progress.State = SyncState.Verifying;
        await Workflow.ExecuteActivityAsync(
            (PlaylistActivities activities) => activities.VerifyAsync(contents), SyncActivityOptions.Read);
    }

    private void End(SyncState state)
    {
        _progress.State = state;
        _progress.FinishedAt = Workflow.UtcNow;
        Workflow.UpsertMemo(SyncMemo.OfEnded(_progress.Status()));
    }
}
