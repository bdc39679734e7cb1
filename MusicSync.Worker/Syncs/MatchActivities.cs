using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MusicSync.Worker.Hosting;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Songs;
using Temporalio.Activities;

namespace MusicSync.Worker.Syncs;

/// <summary>
/// Looks songs up, each for itself: what is wrong with one becomes that row's outcome. Finished decisions travel in the
/// heartbeat, so a killed worker repeats little.
/// </summary>
internal sealed partial class MatchActivities(
    SongSearch search, CallStops stops, TimeProvider time, ILogger<MatchActivities> logger)
{
    /// <summary>Searches of one chunk in flight; two chunks of a sync run at a time.</summary>
    private const int Concurrency = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    [Activity("songs.match")]
    public async Task<MatchedChunk> MatchAsync(MatchChunk chunk)
    {
        var activity = ActivityExecutionContext.Current;
        var decided = await FromEarlierAttemptAsync(activity);
        using var span = WorkerSpans.Start("chunk", chunk.Songs.Count);
        await using var scope = ActivityScope.Start(activity, () => decided.Values.ToArray());
        var stop = await DecideAllAsync(chunk, decided, scope.Token);
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
    /// Decides all songs, then those again that met a defect: nobody waits for their pauses. After the last attempt they are
    /// for a person.
    /// </summary>
    private async Task<CallStop?> DecideAllAsync(
        MatchChunk chunk, ConcurrentDictionary<int, MatchDecision> decided, CancellationToken stopOrCancel)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            var defects = new ConcurrentDictionary<int, Exception>();
            if (await DecideLeftAsync(chunk, decided, defects, stopOrCancel) is { } stop)
            {
                return stop;
            }

            if (defects.IsEmpty || attempt == Defects.Attempts)
            {
                GiveUp(chunk, decided, defects);
                return null;
            }

            await Task.Delay(pause, time, stopOrCancel);
        }
    }

    /// <summary>
    /// Decides what is left. The first failure that is not one song's own ends it when the calls in flight have finished: what
    /// they find is kept, for the workflow after a stop and for the next attempt otherwise, so that Spotify is not asked again.
    /// </summary>
    private async Task<CallStop?> DecideLeftAsync(
        MatchChunk chunk,
        ConcurrentDictionary<int, MatchDecision> decided,
        ConcurrentDictionary<int, Exception> defects,
        CancellationToken stopOrCancel)
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
                Keep(decided, await search.FindAsync(song, chunk.Rules, new(chunk.Interactive), cancellationToken));
            }
            catch (McpCallException exception) when (GivenUp.IsOfOneSong(exception.Failure))
            {
                Keep(decided, GivenUp.Refused(song, exception.Failure));
            }
            catch (Exception exception) when (Defects.Is(exception) && !cancellationToken.IsCancellationRequested)
            {
                defects[song.Line] = exception;
            }
            catch (McpCallException exception)
            {
                Interlocked.CompareExchange(ref failed, exception, comparand: null);
            }
        }
    }

    private void GiveUp(
        MatchChunk chunk, ConcurrentDictionary<int, MatchDecision> decided, ConcurrentDictionary<int, Exception> defects)
    {
        foreach (var song in chunk.Songs.Where(song => defects.ContainsKey(song.Line)))
        {
            var defect = defects[song.Line];
            Log.Defect(logger, song.Line, Defects.Attempts, defect);
            Keep(decided, GivenUp.Defective(song, defect, Activity.Current?.TraceId.ToHexString()));
        }
    }

    private static void Keep(ConcurrentDictionary<int, MatchDecision> decided, MatchDecision decision)
    {
        decided[decision.Line] = decision;
        WorkerTelemetry.Decided(decision.Outcome);
    }

    private async Task<ConcurrentDictionary<int, MatchDecision>> FromEarlierAttemptAsync(ActivityExecutionContext activity)
    {
        if (activity.Info.HeartbeatDetails.Count == 0)
        {
            return [];
        }

        try
        {
            var decisions = await activity.Info.HeartbeatDetailAtAsync<MatchDecision[]>(0);
            return new(decisions.Select(decision => KeyValuePair.Create(decision.Line, decision)));
        }
        catch (JsonException exception)
        {
            // Another version wrote it; to search again is dear, to be stuck on it for ever is dearer.
            Log.NotRead(logger, exception);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Decided} of {Songs} songs decided")]
        public static partial void ChunkMatched(ILogger logger, int decided, int songs);

        [LoggerMessage(LogLevel.Information, "{Decided} of {Songs} songs decided, stopped by {Stop}")]
        public static partial void ChunkStopped(ILogger logger, int decided, int songs, string stop);

        [LoggerMessage(LogLevel.Warning, "What the attempt before had found cannot be read; the chunk is searched again")]
        public static partial void NotRead(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "Internal error at the song of line {Line}, {Attempts} times; it goes to review")]
        public static partial void Defect(ILogger logger, int line, int attempts, Exception exception);
    }
}
