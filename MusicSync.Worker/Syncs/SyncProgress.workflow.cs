using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs.Mirrors;

namespace MusicSync.Worker.Syncs;

/// <summary>Everything a running sync knows. Pure: the workflow feeds it, queries read it.</summary>
internal sealed class SyncProgress(SyncRequest request, DateTimeOffset now)
{
    private readonly DateTimeOffset _startedAt = request.Carried?.StartedAt ?? now;
    private readonly Dictionary<int, MatchDecision> _decisions = (request.Carried?.Decisions ?? []).ToDictionary(decision => decision.Line);
    private readonly SyncEstimate _estimate = SyncEstimate.For(request.Songs, request.SearchesADay);
    private PlaylistChanges _changes = request.Carried?.Changes ?? PlaylistChanges.None;
    private IReadOnlyList<ReportRow>? _rows;

    public string Id => request.Id;

    public SyncState State { get; set; } = SyncState.Queued;

    public PlaylistRef Playlist { get; set; } =
        request.Checked ?? new PlaylistRef(request.Target.Id, request.Target.Name, Url: null);

    public SyncError? Error { get; set; }

    /// <summary>What the sync waits for; while set, the state is <see cref="SyncState.Waiting"/>.</summary>
    public SyncWaiting? Waiting { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>What has to be confirmed before a mirror writes anything.</summary>
    public MirrorQuestion? Question { get; set; }

    public void Add(IEnumerable<MatchDecision> decisions)
    {
        _rows = null;
        foreach (var decision in decisions)
        {
            _decisions[decision.Line] = decision;
        }
    }

    public void Add(PlaylistChanges changes)
    {
        _rows = null;
        _changes = _changes.And(request.Mirror is null ? changes : changes.Only(Accepted()));
    }

    /// <summary>Songs still to be looked up.</summary>
    public IReadOnlyList<Song> Undecided() => [.. request.Songs.Where(song => DecisionOf(song) is null)];

    /// <summary>All of it, for the next run.</summary>
    public SyncCarried Carry(int tickets, int questions) =>
        new(_startedAt, [.. _decisions.Values.OrderBy(decision => decision.Line)], _changes, tickets, questions);

    /// <summary>Songs whose given track does not exist but whose text can be searched for.</summary>
    public IReadOnlyList<Song> DeadByUri() => [.. request.Songs.Where(
        song => song is { Uri: not null, Title.Length: > 0, Artist.Length: > 0 } && _changes.Dead?.Contains(song.Line) is true)];

    /// <summary>Replaces the decision of a song whose given track is dead.</summary>
    public void Rematch(IEnumerable<MatchDecision> decisions)
    {
        var found = decisions.ToList();
        Add(found);
        _changes = _changes with { Dead = [.. _changes.Dead!.Except(found.Select(decision => decision.Line))] };
    }

    /// <summary>Accepted tracks in input order, but for those that do not exist.</summary>
    public IReadOnlyList<WantedTrack> Wanted() => Wanted(request.Songs);

    /// <summary>The same, up to the first song that is not decided yet: what can be written now without a gap.</summary>
    public IReadOnlyList<WantedTrack> WantedPrefix() => Wanted(request.Songs.TakeWhile(song => DecisionOf(song) is not null));

    private List<WantedTrack> Wanted(IEnumerable<Song> songs)
    {
        HashSet<int> dead = [.. _changes.Dead ?? []];
        return [.. songs
            .Where(song => DecisionOf(song)?.Outcome == MatchOutcome.Accepted && !dead.Contains(song.Line))
            .Select(song => new WantedTrack(song.Line, DecisionOf(song)!.Track!, IsGivenByUri(song)))];
    }

    /// <summary>Whether the fate of one of these rows is still open.</summary>
    public bool IsOpen(IEnumerable<WantedTrack> rows)
    {
        HashSet<int> settled = [.. _changes.Added ?? [], .. _changes.AlreadyPresent ?? [], .. _changes.Duplicates ?? []];
        return rows.Any(row => !settled.Contains(row.Line));
    }

    /// <summary>What a mirror's playlist is to hold.</summary>
    public MirrorWish Wish() => MirrorGuard.WishOf(request.Mirror!, request.Songs, Wanted().ToDictionary(row => row.Line));

    /// <summary>What the mirror has in the playlist; null without one.</summary>
    public IReadOnlyList<OwnTrack>? Own() => request.Mirror is { } mirror
        ? OwnTracks.After(mirror.Own, _changes, Wanted().ToDictionary(row => row.Line), request.Songs)
        : null;

    // A row that is not certain has no fate, also where the playlist holds what it was before.
    private HashSet<int> Accepted() =>
        [.. _decisions.Values.Where(decision => decision.Outcome == MatchOutcome.Accepted).Select(decision => decision.Line)];

    private bool IsGivenByUri(Song song) => song.Uri is { } uri && DecisionOf(song)!.Track!.Uri == uri;

    public SyncStatus Status()
    {
        var duplicates = _changes.Duplicates?.Count ?? 0;
        var dead = _changes.Dead?.Count ?? 0;
        var accepted = Count(MatchOutcome.Accepted) - duplicates - dead;
        return new SyncStatus(
            request.Id,
            Waiting is null ? State : SyncState.Waiting,
            Playlist,
            new SongCounts(request.Songs.Count + request.Rejected.Count, request.Rejected.Count, _decisions.Count),
            new OutcomeCounts(accepted, Count(MatchOutcome.Review), Count(MatchOutcome.Missing) + dead, duplicates),
            Changes(accepted),
            Waiting,
            _estimate,
            _startedAt,
            FinishedAt,
            Error,
            request.Options.DryRun,
            Mirror: Mirror());
    }

    private MirrorStatus? Mirror() => Own() is { } own
        ? new(own.Count, _changes.Mirror?.Removed ?? 0, _changes.Mirror?.Moved ?? 0, Question)
        : null;

    /// <summary>The report so far; made once for all its pages.</summary>
    public IReadOnlyList<ReportRow> Rows() => _rows ??= ReportRows.Of(request, DecisionOf, _changes);

    private ChangeCounts Changes(int accepted)
    {
        var added = _changes.Added?.Count ?? 0;
        var present = _changes.AlreadyPresent?.Count ?? 0;
        return new ChangeCounts(added, present, _changes.Removed + (_changes.Mirror?.Removed ?? 0), accepted - added - present);
    }

    private int Count(MatchOutcome outcome) => _decisions.Values.Count(decision => decision.Outcome == outcome);

    private MatchDecision? DecisionOf(Song song) => _decisions.GetValueOrDefault(song.Line);
}
