using System.Collections.Concurrent;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Songs;
using Temporalio.Activities;

namespace MusicSync.Worker.Syncs;

/// <summary>Looks songs up. Finished decisions travel in the heartbeat, so a killed worker repeats little.</summary>
internal sealed partial class MatchActivities(SongSearch search, CallStops stops, ILogger<MatchActivities> logger)
{
    /// <summary>Searches of one chunk in flight; two chunks of a sync run at a time.</summary>
    private const int Concurrency = 4;

    [Activity("songs.match")]
    public async Task<MatchedChunk> MatchAsync(MatchChunk chunk)
    {
        var activity = ActivityExecutionContext.Current;
        var decided = await FromEarlierAttemptAsync(activity);
        using var span = WorkerSpans.Start("chunk", chunk.Songs.Count);
        await using var scope = ActivityScope.Start(activity, () => decided.Values.ToArray());
        var stop = await DecideAsync(chunk, decided, scope.Token);
        span?.SetTag(WorkerSpans.Done, decided.Count).SetTag(WorkerSpans.Stop, stop?.Kind);
        if (stop is null)
        {
            Log.ChunkMatched(logger, decided.Count, chunk.Songs.Count);
        }
        else
        {
            Log.ChunkStopped(logger, decided.Count, chunk.Songs.Count, stop.Kind);
        }

        var decisions = chunk.Songs.Where(song => decided.ContainsKey(song.Line)).Select(song => decided[song.Line]);
        return new MatchedChunk(ReportSize.Cut([.. decisions], chunk.MostBytes), stop);
    }

    /// <summary>
    /// Decides what is left. The first failure ends it when the calls in flight have finished: what they find is kept, for the
    /// workflow after a stop and for the next attempt otherwise, so that Spotify is not asked again.
    /// </summary>
    private async Task<CallStop?> DecideAsync(
        MatchChunk chunk, ConcurrentDictionary<int, MatchDecision> decided, CancellationToken stopOrCancel)
    {
        McpCallException? failed = null;
        var left = chunk.Songs.Where(song => !decided.ContainsKey(song.Line));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = stopOrCancel };
        await Parallel.ForEachAsync(left, options, async (song, cancellationToken) =>
        {
            if (Volatile.Read(ref failed) is null)
            {
                await DecideAsync(song, cancellationToken);
            }
        });
        return failed is null ? null : stops.Of(failed.Failure) ?? throw failed;

        async Task DecideAsync(Song song, CancellationToken cancellationToken)
        {
            try
            {
                var decision = await search.FindAsync(song, chunk.Rules, new(chunk.Interactive), cancellationToken);
                decided[song.Line] = decision;
                WorkerTelemetry.Decided(decision.Outcome);
            }
            catch (McpCallException exception)
            {
                Interlocked.CompareExchange(ref failed, exception, comparand: null);
            }
        }
    }

    private static async Task<ConcurrentDictionary<int, MatchDecision>> FromEarlierAttemptAsync(
        ActivityExecutionContext activity)
    {
        var decisions = activity.Info.HeartbeatDetails.Count > 0
            ? await activity.Info.HeartbeatDetailAtAsync<MatchDecision[]>(0)
            : [];
        return new(decisions.Select(decision => KeyValuePair.Create(decision.Line, decision)));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Decided} of {Songs} songs decided")]
        public static partial void ChunkMatched(ILogger logger, int decided, int songs);

        [LoggerMessage(LogLevel.Information, "{Decided} of {Songs} songs decided, stopped by {Stop}")]
        public static partial void ChunkStopped(ILogger logger, int decided, int songs, string stop);
    }
}
