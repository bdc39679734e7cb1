using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Songs;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>
/// Matches songs chunk by chunk. A chunk that a stop ended hands back what it has; the rest waits until the stop is over,
/// and no other chunk starts meanwhile.
/// </summary>
internal sealed class MatchPhase(SyncRequest request, SyncProgress progress, SyncPause pause)
{
    private const int ChunkSize = 50;
    private const int ChunksAtATime = 2;

    private readonly LinkedList<Song[]> _waiting = [];
    private CallStop? _stop;

    private bool Interactive => request.Options.Priority == SyncPriority.Interactive;

    public async Task RunAsync(IReadOnlyList<Song> songs, Action<IReadOnlyList<MatchDecision>> decided)
    {
        foreach (var chunk in songs.Chunk(ChunkSize))
        {
            _waiting.AddLast(chunk);
        }

        var share = MatchChunk.ReportBytes / Math.Max(1, _waiting.Count);
        while (_waiting.Count > 0)
        {
            await Workflow.WhenAllAsync(Enumerable.Range(0, ChunksAtATime).Select(_ => LaneAsync(share, decided)));
            if (_stop is { } stop)
            {
                _stop = null;
                await pause.ForAsync(stop, progress);
            }
        }
    }

    private async Task LaneAsync(int share, Action<IReadOnlyList<MatchDecision>> decided)
    {
        while (_stop is null && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            var chunk = new MatchChunk(first.Value, request.Options.Policy, Interactive, share, request.Options.Explicit);
            var matched = await Workflow.ExecuteActivityAsync(
                (MatchActivities activities) => activities.MatchAsync(chunk),
                SyncActivityOptions.Match(Interactive, request.TimeScale));
            decided(matched.Decisions);
            if (matched.Stopped is { } stop)
            {
                _stop ??= stop;
                var rest = first.Value.ExceptBy(matched.Decisions.Select(decision => decision.Line), song => song.Line);
                _waiting.AddFirst([.. rest]);
            }
        }
    }
}
