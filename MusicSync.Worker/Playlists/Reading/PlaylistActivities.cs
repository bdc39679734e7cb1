using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Naming;
using Temporalio.Activities;

namespace MusicSync.Worker.Playlists.Reading;

/// <summary>What a sync itself asks about its playlist; nothing here writes.</summary>
internal sealed class PlaylistActivities(PlaylistReader reader, PlaylistLibrary library)
{
    /// <summary>Looks a playlist up that was given by its id.</summary>
    [Activity("playlist.get")]
    public async Task<PlaylistRef> GetAsync(GetPlaylist request)
    {
        using var span = WorkerSpans.Start("resolve");
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        return await library.GetWritableAsync(request.PlaylistId, new(request.Interactive), scope.Token);
    }

    /// <summary>Looks for MusicSync's own playlist of a name, without making it.</summary>
    [Activity("playlist.find-by-name")]
    public async Task<FoundPlaylist> FindByNameAsync(FindByName request)
    {
        using var span = WorkerSpans.Start("resolve");
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var context = new McpCallContext(request.Interactive);
        var userId = await library.UserIdAsync(context, scope.Token);
        var wanted = new OwnPlaylist(userId, KnownId: null, PlaylistMarker.For(userId, request.Name));
        return new FoundPlaylist(await library.FindOwnAsync(wanted, context, scope.Token));
    }

    /// <summary>Says what would be written, without writing.</summary>
    [Activity("playlist.plan")]
    public async Task<PlaylistChanges> PlanAsync(PlaylistContents contents)
    {
        using var span = WorkerSpans.Start("plan", contents.Tracks.Count);
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var rows = await reader.ReadAllAsync(contents.PlaylistId, new(contents.Interactive), scope.Token);
        return PlaylistPlan.For(contents.Tracks, rows.Slots, contents.Duplicates);
    }
}
