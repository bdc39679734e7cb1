using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Syncs.Edits;

/// <summary>How far the undo of a sync is.</summary>
public sealed class UndoneSync
{
    internal const string SharedCopy =
        "the playlist holds a copy of this track that is not of this sync; Spotify takes out all copies, so both stay";

    private const int MaxLeftShown = 100;

    /// <summary>Rows that the sync itself wrote and that are still to be looked at.</summary>
    public required IReadOnlyList<OwnRow> Rows { get; set; }

    /// <summary>Tracks among them of which a copy was there before the sync.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Lines whose row was taken out.</summary>
    public List<int> Removed { get; init; } = [];

    /// <summary>Rows that were left alone.</summary>
    public List<OwnRow> Left { get; init; } = [];

    /// <summary>How many rows were not there any more.</summary>
    public int Gone { get; set; }

    /// <summary>Whether the playlist holds nothing any more.</summary>
    public bool IsPlaylistEmpty { get; set; }

    /// <summary>Why it was given up, or null.</summary>
    public string? Error { get; set; }

    internal bool IsOpen => FinishedAt is null;

    internal void Apply(EditInHand inHand, EditEnded ended, DateTimeOffset now)
    {
        var removed = ended.TakenOut?.Removed ?? [];
        Removed.AddRange(removed);
        Rows = [.. Rows.ExceptBy(removed, row => row.Line)];
        if (ended.Stop is null)
        {
            Gone = ended.TakenOut?.Gone.Count ?? 0;
            Left.AddRange(inHand.Edit.TakeOut.IntersectBy(ended.TakenOut?.Shared ?? [], row => row.Line));
            IsPlaylistEmpty = ended.TakenOut?.Total == 0;
            (Rows, FinishedAt) = ([], now);
        }
    }

    internal UndoStatus Status(SyncWaiting? waiting) => new(
        this switch
        {
            { Error: not null } => UndoState.Failed,
            { IsOpen: false } => UndoState.Completed,
            _ when waiting is not null => UndoState.Waiting,
            _ => UndoState.Removing,
        },
        Removed.Count,
        Gone,
        Left.Count,
        [.. Left.Take(MaxLeftShown).Select(row => new LeftRow(row.Line, row.Uri, SharedCopy))],
        IsPlaylistEmpty,
        waiting,
        Error,
        StartedAt,
        FinishedAt);
}

/// <summary>The undo of a sync, as its status document shows it.</summary>
/// <param name="State">Where it stands; the last two states are final.</param>
/// <param name="Removed">Rows taken out.</param>
/// <param name="Gone">Rows that were not there any more.</param>
/// <param name="LeftCount">Rows left alone.</param>
/// <param name="Left">The first 100 of them, each with its reason.</param>
/// <param name="PlaylistIsEmpty">Whether the playlist holds nothing any more; it is left as it is.</param>
/// <param name="Waiting">What it waits for, or null.</param>
/// <param name="Error">Why it failed, or null; asked for again, it goes on.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it ended, or null.</param>
public sealed record UndoStatus(
    UndoState State,
    int Removed,
    int Gone,
    int LeftCount,
    IReadOnlyList<LeftRow> Left,
    bool PlaylistIsEmpty,
    SyncWaiting? Waiting,
    string? Error,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt);

/// <summary>A row that the undo left alone.</summary>
/// <param name="Line">The row's line.</param>
/// <param name="TrackUri">Its track.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record LeftRow(int Line, string TrackUri, string Reason);

/// <summary>States of an undo.</summary>
public enum UndoState
{
    /// <summary>Rows are taken out.</summary>
    Removing,

    /// <summary>Paused; <see cref="UndoStatus.Waiting"/> says for what.</summary>
    Waiting,

    /// <summary>Done; <see cref="UndoStatus.Left"/> says what stays, and why.</summary>
    Completed,

    /// <summary>Given up; <see cref="UndoStatus.Error"/> says why.</summary>
    Failed,
}
