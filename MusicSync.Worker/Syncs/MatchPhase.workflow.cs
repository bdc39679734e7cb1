using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>
/// Matches songs chunk by chunk. A chunk that a stop ended hands back what it has; the rest waits until the stop is over,
/// and no other chunk starts meanwhile; after one that failed for good no other starts at all.
/// </summary>
internal sealed class MatchPhase(SyncRequest request, SyncProgress progress, SyncPause pause)
{
    private const string AcceptedPrefix = "accepted-prefix";
    private const string StopLanes = "stop-lanes";
    private const int ChunkSize = 50;
    private const int ChunksAtATime = 2;

    // As many as are searched at a time: with more, what was seen of the playlist is old before the last of them is found.
    private const int MaxSongsAtOnce = 4;

    private readonly LinkedList<Song[]> _waiting = [];
    private CallStop? _stop;
    private bool _failed;

    /// <param name="songs">The songs.</param>
    /// <param name="decided">Takes in what a chunk found.</param>
    /// <param name="beforeLongWait">What to finish first when a wait will be a long one.</param>
    public async Task RunAsync(
        IReadOnlyList<Song> songs, Action<IReadOnlyList<MatchDecision>> decided, Func<Task> beforeLongWait)
    {
        foreach (var chunk in songs.Chunk(ChunkSize))
        {
            _waiting.AddLast(chunk);
        }

        var share = MatchChunk.ReportBytes / Math.Max(1, (request.Songs.Count + ChunkSize - 1) / ChunkSize);
        while (_waiting.Count > 0)
        {
            await Workflow.WhenAllAsync(Enumerable.Range(0, ChunksAtATime).Select(_ => LaneAsync(share, decided)));
            if (_stop is { } stop)
            {
                _stop = null;
                if (IsLong(stop) && Workflow.Patched(AcceptedPrefix))
                {
                    await beforeLongWait();
                }

                await pause.ForAsync(stop);
            }
        }
    }

    // A stop for somebody has no end that is known, and nearly always stops writing too.
    private bool IsLong(CallStop stop) =>
        !WaitReasons.IsForSomebody(stop.Kind) && stop.ResumeAt - Workflow.UtcNow > request.WriteFirst;

    private async Task LaneAsync(int share, Action<IReadOnlyList<MatchDecision>> decided)
    {
        while (_stop is null && !IsOver() && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            var chunk = new MatchChunk(first.Value, request.Options.Policy, request.IsInteractive, share, request.Options.Explicit, LookAt());
            var matched = await MatchAsync(chunk);
            decided(matched.Decisions);
            if (matched.Stopped is { } stop)
            {
                _stop ??= stop;
                var rest = first.Value.ExceptBy(matched.Decisions.Select(decision => decision.Line), song => song.Line);
                _waiting.AddFirst([.. rest]);
            }
        }
    }

    /// <summary>The playlist that will be compared as soon as a few songs are found: it can be looked at meanwhile.</summary>
    private string? LookAt() => IsSmall && !request.Options.DryRun ? progress.Playlist.Id : null;

    private bool IsSmall => request is { IsInteractive: true, Songs.Count: <= MaxSongsAtOnce };

    private async Task<MatchedChunk> MatchAsync(MatchChunk chunk)
    {
        try
        {
            return await InTaskAsync(chunk) ?? await Workflow.ExecuteActivityAsync(
                (MatchActivities activities) => activities.MatchAsync(chunk), SyncActivityOptions.Match(request));
        }
        catch (ActivityFailureException failure)
            when (failure.InnerException is ApplicationFailureException { ErrorType: ActivityFailureTypes.Defect } defect)
        {
            return new MatchedChunk([.. chunk.Songs.Select(song => GivenUp.Defective(song, defect.Message))]);
        }
        catch (ActivityFailureException)
        {
            _failed = true;
            throw;
        }
    }

    /// <summary>
    /// Looks a few songs up inside the workflow's task, which spares Temporal an activity and a task. Null where that brought no
    /// answer at once: an activity can wait, is seen while it does, and is repeated.
    /// </summary>
    private async Task<MatchedChunk?> InTaskAsync(MatchChunk chunk) => IsSmall && SyncPatches.InTask
        ? await InTask.TryAsync((MatchActivities activities) => activities.MatchInTaskAsync(chunk))
        : null;

    // The sync fails anyway: what the other lane would still search for would be lost.
    private bool IsOver() => _failed && Workflow.Patched(StopLanes);
}

/// <summary>Decisions about songs that could not be looked up; the rest of the chunk goes on. Pure.</summary>
internal static class GivenUp
{
    private const string InternalError = "Internal error";

    /// <summary>Whether a failure is about what was asked, so that the next song may do better.</summary>
    public static bool IsOfOneSong(McpFailure failure) =>
        failure is { OutcomeUnknown: false, Kind: McpFailureKind.InvalidArgument or McpFailureKind.NotFound or McpFailureKind.Forbidden };

    /// <summary>A song whose search was refused for good.</summary>
    public static MatchDecision Refused(Song song, McpFailure failure) =>
        Undecided(song, MatchOutcome.Missing, $"the search was refused: {failure.Message}");

    /// <summary>A song at which something was met that nobody has foreseen.</summary>
    public static MatchDecision Defective(Song song, Exception defect, string? traceId) =>
        Undecided(song, MatchOutcome.Review, Reason(defect, traceId));

    /// <summary>A song of a chunk that was given up as a whole.</summary>
    public static MatchDecision Defective(Song song, string reason) => Undecided(song, MatchOutcome.Review, Lower(reason));

    // The host's own says so by itself and names the same trace.
    private static string Reason(Exception defect, string? traceId) => Lower(defect switch
    {
        McpCallException { Failure.Message: var message } when message.StartsWith(InternalError, StringComparison.Ordinal) => message,
        McpCallException { Failure.Message: var message } =>
            $"{InternalError}{(traceId is null ? "" : $", trace {traceId}")}: {message}",
        _ => Defects.Describe(defect, "the matching of this song", traceId),
    });

    private static MatchDecision Undecided(Song song, MatchOutcome outcome, string reason) =>
        new(song.Line, outcome, Track: null, Score: 0, [reason], []);

    private static string Lower(string reason) => char.ToLowerInvariant(reason[0]) + reason[1..].TrimEnd('.');
}
