using System.Collections.Concurrent;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using Temporalio.Activities;

namespace MusicSync.Worker.Syncs;

/// <summary>Looks songs up. Finished decisions travel in the heartbeat, so a killed worker repeats little.</summary>
internal sealed class MatchActivities(SongSearch search)
{
    /// <summary>Searches of one chunk in flight; two chunks of a sync run at a time.</summary>
    private const int Concurrency = 4;

    [Activity("songs.match")]
    public async Task<MatchedChunk> MatchAsync(MatchChunk chunk)
    {
        var activity = ActivityExecutionContext.Current;
        using var stop = ActivityTokens.StopOrCancel(activity);
        var decided = await FromEarlierAttemptAsync(activity);
        await using var heartbeat = HeartbeatLoop.Start(activity, () => decided.Values.ToArray());

        var left = chunk.Songs.Where(song => !decided.ContainsKey(song.Line));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = stop.Token };
        var context = new McpCallContext(chunk.Interactive);
        await Parallel.ForEachAsync(left, options, async (song, cancellationToken) =>
        {
            decided[song.Line] = await search.FindAsync(song, chunk.Policy, context, cancellationToken);
            activity.Heartbeat(decided.Values.ToArray());
        });

        return new MatchedChunk([.. chunk.Songs.Select(song => decided[song.Line])]);
    }

    private static async Task<ConcurrentDictionary<int, MatchDecision>> FromEarlierAttemptAsync(
        ActivityExecutionContext activity)
    {
        var decisions = activity.Info.HeartbeatDetails.Count > 0
            ? await activity.Info.HeartbeatDetailAtAsync<MatchDecision[]>(0)
            : [];
        return new(decisions.Select(decision => KeyValuePair.Create(decision.Line, decision)));
    }
}
