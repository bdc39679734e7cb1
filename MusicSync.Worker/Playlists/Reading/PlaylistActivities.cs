using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;

namespace MusicSync.Worker.Playlists.Reading;

/// <summary>What a sync itself asks about its playlist; nothing here writes.</summary>
internal sealed class PlaylistActivities(PlaylistReader reader, SpotifyPlaylists playlists)
{
    /// <summary>Looks a playlist up that was given by its id.</summary>
    [Activity("playlist.get")]
    public async Task<PlaylistRef> GetAsync(GetPlaylist request)
    {
        using var span = WorkerSpans.Start("resolve");
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        return PlaylistRef.Of(await playlists.GetWritableAsync(request.PlaylistId, new(request.Interactive), scope.Token));
    }

    /// <summary>Says what would be written, without writing.</summary>
    [Activity("playlist.plan")]
    public async Task<PlaylistChanges> PlanAsync(PlaylistContents contents)
    {
        using var span = WorkerSpans.Start("plan", contents.Tracks.Count);
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var rows = await reader.ReadToCompareAsync(contents.PlaylistId, new(contents.Interactive), scope.Token);
        return PlaylistPlan.For(contents.Tracks, rows.Slots, contents.Duplicates);
    }
}

/// <summary>Input of <c>playlist.get</c>.</summary>
/// <param name="PlaylistId">Spotify's id.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record GetPlaylist(string PlaylistId, bool Interactive);

/// <summary>Input of <c>playlist.plan</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Tracks">The tracks it should hold, in input order.</param>
/// <param name="Duplicates">What equal rows mean.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record PlaylistContents(
    string PlaylistId, IReadOnlyList<WantedTrack> Tracks, DuplicateHandling Duplicates, bool Interactive);
