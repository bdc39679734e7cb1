using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs.Remembered;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;

namespace MusicSync.Worker.Syncs;

/// <summary>
/// Looks songs up, each for itself: what is wrong with one becomes that row's outcome. Finished decisions travel in the
/// heartbeat, so a killed worker repeats little.
/// </summary>
internal sealed partial class MatchActivities(
    SongSearch search, DecideAsBefore asBefore, PlaylistLooks looks, CallStops stops, TimeProvider time, ILogger<MatchActivities> logger)
{
    /// <summary>Searches of one chunk in flight; two chunks of a sync run at a time.</summary>
    private const int Concurrency = 4;

    /// <summary>Chunks at a time inside tasks of workflows, each of which keeps such a task, and a slot for one, to itself.</summary>
    private const int AtOnceInTasks = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private int _inTasks;

    [Activity("songs.match")]
    public async Task<MatchedChunk> MatchAsync(MatchChunk chunk)
    {
        var activity = ActivityExecutionContext.Current;
        var decided = await FromEarlierAttemptAsync(activity);
        using var span = WorkerSpans.Start("chunk", chunk.Songs.Count);
        await using var scope = ActivityScope.StartQuiet(activity, () => decided.Values.ToArray());
        var matching = MatchAsync(chunk, decided, span, scope.Token);
        await Task.WhenAll(matching, LookAsync(chunk, scope.Token));
        return await matching;
    }

    /// <summary>The same as a local activity.</summary>
    /// <param name="chunk">A few songs.</param>
    /// <returns>What was found; null where so many are at it that it is better done by <c>songs.match</c>.</returns>
    [Activity("songs.match-in-task")]
    public async Task<MatchedChunk?> MatchInTaskAsync(MatchChunk chunk)
    {
        try
        {
            if (Interlocked.Increment(ref _inTasks) > AtOnceInTasks)
            {
                return null;
            }

            using var span = WorkerSpans.Start("chunk", chunk.Songs.Count);
            await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
            // Whoever needs it waits for it.
            _ = LookAsync(chunk, CancellationToken.None);
            return await MatchAsync(chunk, [], span, scope.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _inTasks);
        }
    }

    private Task LookAsync(MatchChunk chunk, CancellationToken cancellationToken) =>
        chunk.LookAt is { } playlistId ? looks.LookAsync(playlistId, new(chunk.Interactive), cancellationToken) : Task.CompletedTask;

    private async Task<MatchedChunk> MatchAsync(
        MatchChunk chunk, ConcurrentDictionary<int, MatchDecision> decided, Activity? span, CancellationToken cancellationToken)
    {
        var stop = await DecideAllAsync(chunk, decided, cancellationToken);
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
        return new MatchedChunk(ReportSize.Cut([.. decisions], chunk.MaxBytes), stop);
    }

    /// <summary>
    /// Decides all songs, then those again that met a defect: nobody waits for their pauses. After the last attempt they are
    /// for a person.
    /// </summary>
    private async Task<CallStop?> DecideAllAsync(
        MatchChunk chunk, ConcurrentDictionary<int, MatchDecision> decided, CancellationToken stopOrCancel)
    {
        var undecided = chunk.Songs.Where(song => !decided.ContainsKey(song.Line)).ToList();
        foreach (var decision in await asBefore(undecided, stopOrCancel))
        {
            Keep(decided, decision);
        }

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
            // Another version wrote it: searching again costs less than being stuck.
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

/// <summary>Input of <c>songs.match</c>: a few dozen songs that one activity looks up.</summary>
/// <param name="Songs">The songs.</param>
/// <param name="Policy">How sure a match has to be.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
/// <param name="MaxBytes">Most bytes its decisions may take in the report, compressed; longer ones lose candidates.</param>
/// <param name="Explicit">What to do about explicit tracks.</param>
/// <param name="LookAt">The playlist that its writer will want to see next; null for none.</param>
public sealed record MatchChunk(
    IReadOnlyList<Song> Songs,
    MatchPolicy Policy,
    bool Interactive,
    [property: JsonPropertyName("mostBytes")] int MaxBytes = MatchChunk.ReportBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ExplicitTracks Explicit = ExplicitTracks.Any,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? LookAt = null)
{
    /// <summary>
    /// Most bytes of all decisions of a sync, compressed. With 10,000 input rows (0.45 MB) the result stays below 1.5 MB;
    /// Temporal refuses payloads over 2 MB.
    /// </summary>
    public const int ReportBytes = 1_000_000;

    internal MatchRules Rules => new(Policy, Explicit);
}

/// <summary>Result of <c>songs.match</c>.</summary>
/// <param name="Decisions">Decided songs, in the chunk's order; all of them unless stopped.</param>
/// <param name="Stopped">Why it stopped early, or null.</param>
public sealed record MatchedChunk(IReadOnlyList<MatchDecision> Decisions, CallStop? Stopped = null);

/// <summary>Searches step by step for one song, then decides.</summary>
internal sealed class SongSearch(McpToolCaller mcp, SearchBudget budget)
{
    public async Task<MatchDecision> FindAsync(
        Song song, MatchRules rules, McpCallContext context, CancellationToken cancellationToken)
    {
        using var span = DeferredSpan.Start("search", isQuiet: !context.Interactive);
        span.SetTag(WorkerSpans.Line, song.Line);
        try
        {
            var decision = await SearchAsync(song, rules, context, cancellationToken);
            span.SetTag(WorkerSpans.Outcome, decision.Outcome.ToString());
            return decision;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            span.Fail((exception as McpCallException)?.Failure.Kind ?? McpFailureKind.Internal);
            throw;
        }
    }

    private async Task<MatchDecision> SearchAsync(
        Song song, MatchRules rules, McpCallContext context, CancellationToken cancellationToken)
    {
        var lookup = new SongLookup(song);
        while (lookup.Next() is { } step)
        {
            var found = await mcp.CallThroughShortPausesAsync(SpotifyTools.SearchTracks, Arguments(step), context, cancellationToken);
            budget.Learn(found.Meta);
            lookup.Add(new SearchAnswer(step, [.. found.Value.Tracks.Select(Candidate)]));
        }

        return lookup.Decide(rules);
    }

    private static SearchTracksArguments Arguments(SearchStep step) =>
        new(step.Query, step.Title, step.Artist, step.Album, step.Isrc, step.Year);

    private static CandidateTrack Candidate(SpotifyTrack track) => new(
        track.Uri,
        track.Title,
        track.Artists,
        track.Album,
        track.DurationMs,
        track.Isrc,
        track.Explicit,
        track.ReleaseDate,
        track.AlbumType,
        track.CoverUrl);
}

/// <summary>
/// Keeps a report below Temporal's payload limit: each chunk cuts its own rows to its share, so that the workflow measures
/// nothing. Covers go first, then the runners-up of clear rows, then the last candidates of the others.
/// </summary>
internal static class ReportSize
{
    private const int MaxCandidates = 5;

    public static IReadOnlyList<MatchDecision> Cut(IReadOnlyList<MatchDecision> decisions, int maxBytes)
    {
        if (TemporalJson.CompressedSizeOf(decisions) > maxBytes)
        {
            decisions = [.. decisions.Select(WithoutCovers)];
        }

        var cut = decisions;
        for (var candidates = MaxCandidates; TemporalJson.CompressedSizeOf(cut) > maxBytes && candidates >= 0; candidates--)
        {
            cut = [.. decisions.Select(decision => Limit(decision, candidates))];
        }

        return cut;
    }

    private static MatchDecision WithoutCovers(MatchDecision decision) => decision with
    {
        Track = decision.Track is { } track ? track with { CoverUrl = null } : null,
        Candidates = [.. decision.Candidates.Select(candidate => candidate with { CoverUrl = null })],
    };

    private static MatchDecision Limit(MatchDecision decision, int candidates) => decision with
    {
        Candidates = decision.Outcome == MatchOutcome.Accepted ? [] : [.. decision.Candidates.Take(candidates)],
    };
}
