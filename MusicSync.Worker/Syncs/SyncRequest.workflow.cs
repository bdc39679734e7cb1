using System.Text.Json.Serialization;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs.Mirrors;

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
/// <param name="MaxEvents">Events of a history after which the next wait ends in a new run; null for when Temporal suggests it.</param>
/// <param name="Carried">What the run before knew; null in the first one.</param>
/// <param name="Mirror">Set where the playlist is to follow the list; null where it is only added to.</param>
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
    [property: JsonPropertyName("mostEvents")] int? MaxEvents = null,
    SyncCarried? Carried = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SyncMirror? Mirror = null)
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

/// <summary>How one sync behaves.</summary>
/// <param name="Policy">How sure a match has to be.</param>
/// <param name="Duplicates">What equal rows mean.</param>
/// <param name="Priority">Whether it may wait behind shorter ones.</param>
/// <param name="DryRun">Whether it stops after the plan and writes nothing.</param>
/// <param name="Explicit">What to do about explicit tracks.</param>
public sealed record SyncOptions(
    MatchPolicy Policy = MatchPolicy.Balanced,
    DuplicateHandling Duplicates = DuplicateHandling.Skip,
    SyncPriority Priority = SyncPriority.Interactive,
    bool DryRun = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ExplicitTracks Explicit = ExplicitTracks.Any)
{
    private const int InteractiveUpTo = 20;

    /// <summary>The priority of a list for which none is asked.</summary>
    /// <param name="songs">Its songs.</param>
    /// <returns>The priority.</returns>
    internal static SyncPriority UsualPriority(int songs) => songs <= InteractiveUpTo ? SyncPriority.Interactive : SyncPriority.Bulk;
}

/// <summary>Who goes first when Spotify's quota is short.</summary>
public enum SyncPriority
{
    /// <summary>Somebody waits for it; the default up to 20 songs.</summary>
    Interactive,

    /// <summary>A long import; the default above 20 songs.</summary>
    Bulk,
}

/// <summary>What a sync will roughly cost at Spotify.</summary>
/// <param name="Searches">Search calls.</param>
/// <param name="Reads">Calls that read the playlist.</param>
/// <param name="Writes">Calls that add to it.</param>
/// <param name="Days">Whole days it takes when searches are limited; 0 when nothing is known of a limit.</param>
public sealed record SyncEstimate(int Searches, int Reads, int Writes, int Days)
{
    // Measured on chart lists: one song in ten needs a second search.
    private const double SearchesPerSong = 1.1;

    /// <summary>Estimates from the list alone; an existing playlist's own length is not known yet.</summary>
    /// <param name="songs">The good rows.</param>
    /// <param name="searchesADay">Searches that Spotify was seen to allow in 24 h, or null.</param>
    /// <returns>The estimate.</returns>
    public static SyncEstimate For(IReadOnlyList<Song> songs, int? searchesADay)
    {
        var searches = (int)Math.Ceiling(songs.Count(song => song.Uri is null) * SearchesPerSong);
        var writes = Pages(songs.Count, PlaylistLimits.UrisPerWrite);
        return new SyncEstimate(
            searches,
            Pages(songs.Count, PlaylistLimits.ItemsPage) + 3,
            writes,
            searchesADay is > 0 and var limit ? Pages(searches, limit) : 0);
    }

    private static int Pages(int count, int size) => (count + size - 1) / size;
}
