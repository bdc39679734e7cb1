using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs;

/// <summary>Input of <see cref="MusicSyncWorkflow"/>.</summary>
/// <param name="Id">The sync's id; the workflow's id is <c>sync/{id}</c>.</param>
/// <param name="Target">Where the songs go.</param>
/// <param name="Songs">Good rows, in input order.</param>
/// <param name="Rejected">Bad rows, reported as they are.</param>
/// <param name="Options">How the sync behaves.</param>
/// <param name="Checked">The playlist, if it was looked up before the sync was accepted.</param>
/// <param name="TimeScale">Factor for heartbeat timeouts; 1 in production.</param>
/// <param name="LongWait">A wait longer than this has the accepted songs before it written first; null for five minutes.</param>
/// <param name="SearchesADay">Searches that Spotify was seen to allow in 24 h; null when no limit was met yet.</param>
/// <param name="MostEvents">Events of a history after which the next wait ends in a new run; null for when Temporal suggests it.</param>
/// <param name="Carried">What the run before knew; null in the first one.</param>
public sealed record SyncRequest(
    string Id,
    PlaylistTarget Target,
    IReadOnlyList<Song> Songs,
    IReadOnlyList<RejectedRow> Rejected,
    SyncOptions Options,
    PlaylistRef? Checked = null,
    double TimeScale = 1,
    TimeSpan? LongWait = null,
    int? SearchesADay = null,
    int? MostEvents = null,
    SyncCarried? Carried = null)
{
    private static readonly TimeSpan UsualLongWait = TimeSpan.FromMinutes(5);

    internal bool IsInteractive => Options.Priority == SyncPriority.Interactive;

    internal TimeSpan WriteFirst => LongWait ?? UsualLongWait;
}

/// <summary>
/// What a sync hands on when it continues as new, between two stops, when nothing of it is in flight. Request and decisions
/// together stay below Temporal's 2 MB: each is bounded when it is made.
/// </summary>
/// <param name="StartedAt">When the sync was accepted.</param>
/// <param name="Decisions">Songs that are decided.</param>
/// <param name="Changes">What has happened to the playlist.</param>
/// <param name="Tickets">Tickets that were submitted; the next one gets the next number.</param>
/// <param name="Questions">How often the playlist's name was asked about.</param>
public sealed record SyncCarried(
    DateTimeOffset StartedAt,
    IReadOnlyList<MatchDecision> Decisions,
    PlaylistChanges Changes,
    int Tickets,
    int Questions);
