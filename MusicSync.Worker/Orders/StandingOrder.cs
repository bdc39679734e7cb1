using MusicSync.Worker.Playlists;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Orders;

/// <summary>Input of <see cref="OrderWorkflow"/>: what is to follow what, and how. Its schedule holds it.</summary>
/// <param name="Id">The order's id; its schedule is <see cref="OrderIds.ToSchedule"/>.</param>
/// <param name="Source">What is followed.</param>
/// <param name="Target">The playlist that follows.</param>
/// <param name="Times">When it is looked at, as somebody wrote it; the schedule acts by its own spec.</param>
/// <param name="Options">How its syncs behave.</param>
/// <param name="Mode">What follows the source.</param>
/// <param name="Checked">The playlist, if it was looked up when the order was made.</param>
/// <param name="TimeScale">Factor for heartbeat timeouts; 1 in production.</param>
/// <param name="Confirmed">Hash of the songs for which somebody has said that a mirror may take most of its tracks out.</param>
public sealed record StandingOrder(
    string Id,
    SongSource Source,
    PlaylistTarget Target,
    OrderTimes Times,
    SyncOptions Options,
    OrderMode Mode = OrderMode.Add,
    PlaylistRef? Checked = null,
    double TimeScale = 1,
    string? Confirmed = null)
{
    /// <summary>Under which name the tracks are kept that a mirror has added; each playlist has its own.</summary>
    internal string Mirror => $"order/{Id}/{TemporalJson.HashOf(Target)[..8]}";
}

/// <summary>What of a playlist follows its source.</summary>
public enum OrderMode
{
    /// <summary>What appears in the source is added; nothing is taken out or moved.</summary>
    Add,

    /// <summary>What this order has added goes and moves with the source.</summary>
    Mirror,
}

/// <summary>When a source is looked at: every so often, or by a cron expression.</summary>
/// <param name="Every">An ISO 8601 duration, or null.</param>
/// <param name="Cron">Five fields, or null.</param>
/// <param name="TimeZone">IANA name of the time zone that <paramref name="Cron"/> is in; UTC when null.</param>
public sealed record OrderTimes(string? Every = null, string? Cron = null, string? TimeZone = null);
