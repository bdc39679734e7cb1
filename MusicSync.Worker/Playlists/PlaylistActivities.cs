using MusicSync.Worker.Mcp;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Playlists;

/// <summary>Reads and writes a playlist. Every method may run any number of times and leaves the same playlist.</summary>
internal sealed class PlaylistActivities(PlaylistReader reader, PlaylistWriter writer, PlaylistFinder finder, TimeProvider time)
{
    private static readonly TimeSpan VerifyPause = TimeSpan.FromSeconds(2);
    private const int VerifyReads = 15;

    [Activity("playlist.resolve")]
    public async Task<PlaylistRef> ResolveAsync(ResolvePlaylist request)
    {
        var activity = ActivityExecutionContext.Current;
        using var stop = ActivityTokens.StopOrCancel(activity);
        await using var heartbeat = HeartbeatLoop.Start(activity, () => null);
        return await finder.FindAsync(request.Target, Context(request.Interactive), stop.Token);
    }

    /// <summary>Says what would be written, without writing.</summary>
    [Activity("playlist.plan")]
    public async Task<PlaylistChanges> PlanAsync(PlaylistContents contents)
    {
        var activity = ActivityExecutionContext.Current;
        using var stop = ActivityTokens.StopOrCancel(activity);
        await using var heartbeat = HeartbeatLoop.Start(activity, () => null);
        var delta = await CompareAsync(contents, stop.Token);
        return ApplyJournal.From(delta).Changes(delta, pending: []);
    }

    [Activity("playlist.apply")]
    public async Task<PlaylistChanges> ApplyAsync(PlaylistContents contents)
    {
        var activity = ActivityExecutionContext.Current;
        using var stop = ActivityTokens.StopOrCancel(activity);
        var delta = await CompareAsync(contents, stop.Token);

        // An earlier attempt may have written some of it already; what it found absent is what this sync adds.
        var journal = await ApplyJournal.FromEarlierAttemptAsync(activity) ?? ApplyJournal.From(delta);
        await using var heartbeat = HeartbeatLoop.Start(activity, () => journal);
        var pending = await writer.WriteAsync(
            contents.PlaylistId, delta.Absent, Context(contents.Interactive), stop.Token);
        if (pending.Count > 0 && !activity.CancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(activity.WorkerShutdownToken);
        }

        return journal.Changes(delta, pending);
    }

    [Activity("playlist.verify")]
    public async Task VerifyAsync(PlaylistContents contents)
    {
        var activity = ActivityExecutionContext.Current;
        using var stop = ActivityTokens.StopOrCancel(activity);
        await using var heartbeat = HeartbeatLoop.Start(activity, () => null);
        var delta = await CompareAsync(contents, stop.Token);
        for (var reads = 1; delta.Absent.Count > 0 && reads < VerifyReads; reads++)
        {
            // A read may lag behind a write for some seconds.
            await Task.Delay(VerifyPause, time, stop.Token);
            delta = await CompareAsync(contents, stop.Token);
        }

        if (delta.Absent is [var first, ..])
        {
            throw new ApplicationFailureException(
                $"{delta.Absent.Count} track(s) were written but cannot be read back, first line {first.Line}: {first.Track.Uri}.",
                ActivityFailureTypes.VerificationError,
                nonRetryable: true);
        }
    }

    private async Task<PlaylistDelta> CompareAsync(PlaylistContents contents, CancellationToken cancellationToken)
    {
        var slots = await reader.ReadAllAsync(contents.PlaylistId, Context(contents.Interactive), cancellationToken);
        return PlaylistDiff.Between(contents.Tracks, slots, contents.Duplicates);
    }

    private static McpCallContext Context(bool interactive) => new(interactive);
}
