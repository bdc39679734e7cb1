using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>
/// A change that somebody asked for by hand: rows that one sync has written are taken out, then one row is put in at its place.
/// </summary>
/// <param name="Id">The same edit sent twice is the same.</param>
/// <param name="WorkflowId">The workflow that is told what became of it.</param>
/// <param name="TakeOut">Rows to take out; none where something is only put in.</param>
/// <param name="Others">Tracks among them of which a copy was there before that sync.</param>
/// <param name="Place">The row to put in, or null.</param>
/// <param name="Behind">Tracks behind which it belongs, the nearest first.</param>
/// <param name="TraceParent">W3C trace context of whoever asked; null without tracing.</param>
public sealed record PlaylistEdit(
    string Id,
    string WorkflowId,
    IReadOnlyList<OwnRow> TakeOut,
    IReadOnlyList<string> Others,
    WantedTrack? Place = null,
    IReadOnlyList<string>? Behind = null,
    string? TraceParent = null)
{
    internal int Rows => TakeOut.Count + (Behind?.Count ?? 0) + 1;
}

/// <summary>How far an edit is; travels along when the writer continues as new.</summary>
public sealed class EditState
{
    /// <summary>The edit.</summary>
    public required PlaylistEdit Edit { get; init; }

    /// <summary>What was taken out; null before.</summary>
    public TakenOut? TakenOut { get; set; }

    /// <summary>What was put in; null before.</summary>
    public PlacedRow? Placed { get; set; }
}

/// <summary>What became of an edit.</summary>
/// <param name="EditId">The edit.</param>
/// <param name="TakenOut">What was taken out; null when nothing was to be, or it did not come to that.</param>
/// <param name="Placed">What was put in; null when nothing was to be, or it did not come to that.</param>
/// <param name="Stop">Why it ended early, or null.</param>
public sealed record EditEnded(string EditId, TakenOut? TakenOut, PlaceOutcome? Placed, CallStop? Stop = null);

/// <summary>Name of the signal from a playlist's writer to whoever edits it; part of the wire contract.</summary>
public static class EditSignals
{
    /// <summary>Carries an <see cref="EditEnded"/>.</summary>
    public const string Ended = "edit-ended";
}
