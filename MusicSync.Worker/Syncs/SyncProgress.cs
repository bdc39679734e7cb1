using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs;

/// <summary>Everything a running sync knows. Pure: the workflow feeds it, queries read it.</summary>
internal sealed class SyncProgress(SyncRequest request, DateTimeOffset startedAt)
{
    private readonly Dictionary<int, MatchDecision> _decisions = [];
    private readonly SyncEstimate _estimate = SyncEstimate.For(request.Songs);
    private PlaylistChanges? _changes;

    public SyncState State { get; set; } = SyncState.Queued;

    public PlaylistRef Playlist { get; set; } =
        request.Checked ?? new PlaylistRef(request.Target.Id, request.Target.Name, Url: null);

    public SyncError? Error { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public void Add(IEnumerable<MatchDecision> decisions)
    {
        foreach (var decision in decisions)
        {
            _decisions[decision.Line] = decision;
        }
    }

    public void Set(PlaylistChanges changes) => _changes = changes;

    /// <summary>Accepted tracks in input order.</summary>
    public IReadOnlyList<WantedTrack> Wanted() => [.. request.Songs
        .Where(song => DecisionOf(song)?.Outcome == MatchOutcome.Accepted)
        .Select(song => new WantedTrack(song.Line, DecisionOf(song)!.Track!, song.Uri is not null))];

    public SyncStatus Status()
    {
        var duplicates = _changes?.Duplicates.Count ?? 0;
        var accepted = Count(MatchOutcome.Accepted) - duplicates;
        return new SyncStatus(
            request.Id,
            State,
            Playlist,
            new SongCounts(request.Songs.Count + request.Rejected.Count, request.Rejected.Count, _decisions.Count),
            new OutcomeCounts(accepted, Count(MatchOutcome.Review), Count(MatchOutcome.Missing), duplicates),
            Changes(accepted),
            Waiting: null,
            _estimate,
            startedAt,
            FinishedAt,
            Error);
    }

    public IReadOnlyList<ReportRow> Rows() => ReportRows.Of(request, DecisionOf, _changes);

    private ChangeCounts Changes(int accepted) => _changes is { } changes
        ? new ChangeCounts(changes.Added.Count, changes.AlreadyPresent.Count, Removed: 0, changes.Pending.Count)
        : new ChangeCounts(0, 0, 0, accepted);

    private int Count(MatchOutcome outcome) => _decisions.Values.Count(decision => decision.Outcome == outcome);

    private MatchDecision? DecisionOf(Song song) => _decisions.GetValueOrDefault(song.Line);
}
