using System.Text.Json.Serialization;
using MusicSync.Worker.Playlists.Mirroring;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>A sync's order to its playlist's writer: make the playlist contain these tracks.</summary>
/// <param name="Id">Sync id and plan number; the same order sent twice is the same ticket.</param>
/// <param name="SyncWorkflowId">The workflow that is told about progress.</param>
/// <param name="Tracks">The tracks, in input order.</param>
/// <param name="Duplicates">What equal rows mean.</param>
/// <param name="Interactive">Whether it goes between two batches of a long import.</param>
/// <param name="TraceParent">W3C trace context of the sync, so that its writes appear in its trace; null without tracing.</param>
/// <param name="Mirror">Set where the rows are to follow the tracks, and not only to be there.</param>
public sealed record Ticket(
    string Id,
    string SyncWorkflowId,
    IReadOnlyList<WantedTrack> Tracks,
    DuplicateHandling Duplicates,
    bool Interactive,
    string? TraceParent = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MirrorOrder? Mirror = null)
{
    /// <summary>What it takes to carry it along.</summary>
    internal int Rows => Tracks.Count + (Mirror?.Own.Count ?? 0);
}

/// <summary>Answer to a submitted ticket.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="TracksAhead">Tracks that other tickets are waiting to write.</param>
public sealed record TicketReceipt(string TicketId, int TracksAhead);

/// <summary>What happened to a ticket since the last report.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Changes">Rows whose fate is known now.</param>
/// <param name="Stop">Why it ended early, or null.</param>
public sealed record TicketProgress(string TicketId, TicketPhase Phase, PlaylistChanges Changes, CallStop? Stop = null);

/// <summary>Where a ticket stands.</summary>
public enum TicketPhase
{
    /// <summary>Compared or being written.</summary>
    Writing,

    /// <summary>Waiting for evidence of a write, or reading the playlist back.</summary>
    Verifying,

    /// <summary>Ended: everything is in the playlist.</summary>
    Done,

    /// <summary>Ended early; see <see cref="TicketProgress.Stop"/>.</summary>
    Stopped,

    /// <summary>Ended early on request.</summary>
    Withdrawn,

    /// <summary>Not taken, for want of room: it is to be submitted by an update, which waits for room.</summary>
    Refused,
}

/// <summary>Names of the signals between a playlist's writer and its syncs; part of the wire contract.</summary>
public static class TicketSignals
{
    /// <summary>Carries a <see cref="TicketProgress"/> to the sync.</summary>
    public const string Progress = "ticket-progress";

    /// <summary>Carries a small <see cref="Ticket"/> to a writer that is there.</summary>
    public const string Submit = "submit-ticket";
}
