using System.Linq.Expressions;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Reading;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>What a sync itself asks about its playlist: which one it is, and in a dry run what would change.</summary>
internal sealed class TargetPhase(SyncRequest request, SyncProgress progress, SyncPause pause)
{
    /// <summary>How often the name was asked about.</summary>
    public int Asked { get; private set; } = request.Carried?.Questions ?? 0;

    /// <summary>Whether the playlist is known.</summary>
    public bool IsResolved { get; private set; } = request.Checked is not null;

    /// <summary>Finds the playlist, or has it made.</summary>
    public async Task ResolveAsync()
    {
        if (!IsResolved)
        {
            await FindAsync();
            IsResolved = true;
        }
    }

    /// <summary>Says what would be written.</summary>
    public async Task<PlaylistChanges> PlanAsync()
    {
        if (progress.Playlist.Id is not { } playlistId)
        {
            // The playlist would be made: everything would be added.
            return PlaylistPlan.For(progress.Wanted(), [], request.Options.Duplicates);
        }

        var contents = new PlaylistContents(playlistId, progress.Wanted(), request.Options.Duplicates, request.IsInteractive);
        return await StepAsync((PlaylistActivities activities) => activities.PlanAsync(contents));
    }

    private async Task FindAsync()
    {
        if (request.Target.Id is { } id)
        {
            var get = new GetPlaylist(id, request.IsInteractive);
            progress.Playlist = await StepAsync((PlaylistActivities activities) => activities.GetAsync(get));
        }
        else if (request.Options.DryRun)
        {
            var find = new FindByName(request.Target.Name!, request.IsInteractive);
            var found = await StepAsync((PlaylistNameActivities activities) => activities.FindByNameAsync(find));
            progress.Playlist = found.Playlist ?? progress.Playlist;
        }
        else
        {
            progress.Playlist = await pause.ThroughAsync(ResolveNameAsync);
        }
    }

    private Task<PlaylistRef> ResolveNameAsync()
    {
        // An update's outcome is kept under its id, a stop too: after one the question needs another id.
        var requestId = ++Asked == 1 ? request.Id : $"{request.Id}/{Asked}";
        var resolve = new ResolveName(request.Target.Name!, requestId, request.IsInteractive);
        return Workflow.ExecuteActivityAsync(
            (PlaylistNameActivities activities) => activities.ResolveNameAsync(resolve), SyncActivityOptions.Playlist(request));
    }

    private Task<T> StepAsync<TActivities, T>(Expression<Func<TActivities, Task<T>>> step) =>
        pause.ThroughAsync(() => Workflow.ExecuteActivityAsync(step, SyncActivityOptions.Playlist(request)));
}
