using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Syncs.Remembered;

namespace MusicSync.Worker.Syncs.Edits;

/// <summary>What people have changed about a sync. Pure; travels along when its workflow continues as new.</summary>
public sealed class EditsState
{
    /// <summary>The sync's playlist; null before the first order, and where it never had one.</summary>
    public string? PlaylistId { get; set; }

    /// <summary>Rows that somebody has chosen for.</summary>
    public List<ChosenRow> Rows { get; init; } = [];

    /// <summary>The undo; null when nobody has asked for it.</summary>
    public UndoneSync? Undo { get; set; }

    /// <summary>Choices that the account's memory has not been told yet.</summary>
    public List<RememberedChoice> ToRemember { get; init; } = [];

    /// <summary>Edits that were sent to the writer; the next one gets the next number.</summary>
    public int Sent { get; set; }

    /// <summary>Whether anything is still to be done.</summary>
    internal bool IsOpen => NextRow is not null || Undo?.IsOpen is true || ToRemember.Count > 0;

    private ChosenRow? NextRow => Rows.Find(row => row.State == ChoiceState.Pending);

    internal ChosenRow? Find(int line) => Rows.Find(row => row.Line == line);

    /// <summary>Takes a choice in; the same one again changes nothing, unless it has failed.</summary>
    internal ChosenRow Choose(Choice choice, DateTimeOffset now)
    {
        PlaylistId ??= choice.PlaylistId;
        if (Find(choice.Line) is not { } row)
        {
            row = new ChosenRow { Line = choice.Line, Was = choice.Was, WasResult = choice.WasResult, Held = choice.Written };
            Rows.Add(row);
        }
        else if (row.State != ChoiceState.Failed && row.Track?.Uri == choice.Track?.Uri)
        {
            return row;
        }

        row.Choose(choice.Track, choice.Behind, now);
        if (choice.Remember is { } remember)
        {
            ToRemember.Add(remember);
        }

        return row;
    }

    /// <summary>Takes an undo in; a second one changes nothing, unless the first has failed.</summary>
    internal UndoneSync TakeBack(UndoOrder order, DateTimeOffset now)
    {
        PlaylistId ??= order.PlaylistId;
        if (Undo is null)
        {
            var chosen = Rows.Select(row => row.Line).ToHashSet();
            Undo = new UndoneSync { StartedAt = now, Others = order.Others, Rows = [.. order.Rows.Where(row => !chosen.Contains(row.Line))] };
        }
        else if (Undo.Error is not null)
        {
            (Undo.Error, Undo.FinishedAt) = (null, null);
        }

        return Undo;
    }

    /// <summary>The next thing to do, choices before the undo that came after them; null when there is nothing.</summary>
    internal EditInHand? Next(string syncId, string workflowId)
    {
        string Id() => $"{syncId}/edit/{++Sent}";
        if (NextRow is { } row)
        {
            OwnRow[] takeOut = row.Held is { } held && held.Uri != row.Track?.Uri ? [held] : [];
            var place = row.Track is { } track ? new WantedTrack(row.Line, track, GivenByUri: track.DurationMs == 0) : null;
            return new EditInHand(row, row.Track, new PlaylistEdit(Id(), workflowId, takeOut, [], place, row.Behind));
        }

        if (Undo is not { IsOpen: true } undo)
        {
            return null;
        }

        // What the choices before it have written is known only now.
        OwnRow[] written = [.. undo.Rows.Concat(Rows.Select(chosen => chosen.Held).OfType<OwnRow>()).OrderBy(own => own.Line)];
        return new EditInHand(Row: null, Track: null, new PlaylistEdit(Id(), workflowId, written, undo.Others));
    }

    /// <summary>Takes in what became of an edit that has not been stopped, or what had become of it before.</summary>
    internal void Apply(EditInHand inHand, EditEnded ended, DateTimeOffset now)
    {
        if (inHand.Row is { } row)
        {
            row.Apply(inHand, ended, now);
        }
        else
        {
            foreach (var chosen in Rows.Where(chosen => ended.TakenOut?.Removed.Contains(chosen.Line) is true))
            {
                chosen.Held = null;
            }

            Undo!.Apply(inHand, ended, now);
        }
    }

    /// <summary>Gives up what is in hand.</summary>
    internal void Fail(EditInHand inHand, string error, DateTimeOffset now)
    {
        if (inHand.Row is { } row)
        {
            row.Fail(inHand, error);
        }
        else
        {
            (Undo!.Error, Undo.FinishedAt) = (error, now);
        }
    }
}

/// <summary>An edit on its way.</summary>
/// <param name="Row">The row it is for; null for the undo.</param>
/// <param name="Track">What was chosen when it was sent.</param>
/// <param name="Edit">The edit.</param>
internal sealed record EditInHand(ChosenRow? Row, ChosenTrack? Track, PlaylistEdit Edit);
