using System.Text.Json.Serialization;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;

namespace MusicSync.Worker.Syncs;

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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ExplicitTracks Explicit = ExplicitTracks.Any);

/// <summary>Who goes first when Spotify's quota is short.</summary>
public enum SyncPriority
{
    /// <summary>Somebody waits for it; the default up to 20 songs.</summary>
    Interactive,

    /// <summary>A long import; the default above 20 songs.</summary>
    Bulk,
}
