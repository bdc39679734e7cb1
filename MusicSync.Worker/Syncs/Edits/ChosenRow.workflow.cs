using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Syncs.Edits;

/// <summary>A row that somebody has chosen for.</summary>
public sealed class ChosenRow
{
    internal const string DeadTrack = "the chosen track does not exist at Spotify; choose another one";
    internal const string LostTrack = "the chosen track was added, and somebody has taken it out since; choose it again to add it again";
    internal const string KeptTrack = "the track from before stays: the playlist holds a copy of it that is not of this sync, and Spotify takes out all copies";

    /// <summary>The row's line.</summary>
    public required int Line { get; init; }

    /// <summary>What matching had found.</summary>
    public RowOutcome Was { get; init; }

    /// <summary>What the sync had done.</summary>
    public RowResult WasResult { get; init; }

    /// <summary>The track that is the song; null where none is.</summary>
    public ChosenTrack? Track { get; set; }

    /// <summary>Tracks behind which it belongs, the nearest first; empty when it is done.</summary>
    public IReadOnlyList<string> Behind { get; set; } = [];

    /// <summary>What the playlist holds for the row because of this sync; to be taken out when something else is chosen.</summary>
    public OwnRow? Held { get; set; }

    /// <summary>How far it is.</summary>
    public ChoiceState State { get; set; }

    /// <summary>What happened to the playlist.</summary>
    public RowResult Result { get; set; }

    /// <summary>What there is to know besides, in words; null for nothing.</summary>
    public string? Note { get; set; }

    /// <summary>When it was chosen.</summary>
    public DateTimeOffset ChosenAt { get; set; }

    internal void Choose(ChosenTrack? track, IReadOnlyList<string> behind, DateTimeOffset now)
    {
        (Track, Behind, ChosenAt) = (track, behind, now);
        (State, Result, Note) = (ChoiceState.Pending, RowResult.None, null);
    }

    internal void Apply(EditInHand inHand, EditEnded ended, DateTimeOffset now)
    {
        var isKept = ended.TakenOut?.Shared.Count > 0;
        if (ended.TakenOut is { Stop: null } || ended.TakenOut?.Removed.Count > 0)
        {
            Held = null;
        }

        var isHeld = Held is not null && Held.Uri == inHand.Track?.Uri;
        if (ended.Placed == PlaceOutcome.Added)
        {
            Held = new OwnRow(Line, inHand.Track!.Uri, ChosenAt, now);
        }

        if (ended.Stop is not null || !IsStill(inHand))
        {
            return;
        }

        (State, Result, Note) = ended.Placed switch
        {
            PlaceOutcome.Dead => (ChoiceState.Failed, RowResult.None, DeadTrack),
            PlaceOutcome.Lost => (ChoiceState.Failed, RowResult.None, LostTrack),
            PlaceOutcome.Added => (ChoiceState.Done, RowResult.Added, null),
            PlaceOutcome.AlreadyPresent => (ChoiceState.Done, isHeld ? RowResult.Added : RowResult.AlreadyPresent, null),
            _ => (ChoiceState.Done, RowResult.None, (string?)null),
        };
        Note ??= isKept ? KeptTrack : null;
        Behind = [];
    }

    internal void Fail(EditInHand inHand, string error)
    {
        if (IsStill(inHand))
        {
            (State, Note) = (ChoiceState.Failed, error);
        }
    }

    // Something else may have been chosen meanwhile; that is carried out next.
    private bool IsStill(EditInHand inHand) => Track?.Uri == inHand.Track?.Uri;
}

/// <summary>How far a choice is.</summary>
public enum ChoiceState
{
    /// <summary>Not carried out yet.</summary>
    Pending,

    /// <summary>Carried out.</summary>
    Done,

    /// <summary>Given up; the note says why.</summary>
    Failed,
}
