using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.Worker.Pages.Views;

/// <summary>What an undo will do, does and has done, in words. Pure.</summary>
internal static class UndoWords
{
    /// <summary>What it will do, before anybody asks for it.</summary>
    public static string Promise(SyncStatus status)
    {
        var kept = status.Changes.AlreadyPresent is > 0 and var before
            ? $" {Counted.Of(before, "that was there before stays", "that were there before stay")}."
            : "";
        return $"It takes out the {Counted.Songs(status.Changes.Added)} that this list added, as far as they are still there.{kept} "
            + "What somebody else added stays, and so does the playlist.";
    }

    /// <summary>What it is doing, in a word or two.</summary>
    public static string State(UndoStatus undo) => undo.State switch
    {
        UndoState.Removing => "Taking songs out",
        UndoState.Waiting => "Waiting",
        UndoState.Completed => "Undone",
        _ => "Stopped by an error",
    };

    /// <summary>How far it is, in a sentence.</summary>
    public static string Headline(UndoStatus undo, int added) => undo.State is UndoState.Completed
        ? string.Join(' ', Done(undo))
        : $"{Counted.Number(undo.Removed)} of {Counted.Songs(added)} taken out.";

    private static IEnumerable<string> Done(UndoStatus undo)
    {
        yield return $"{Counted.Of(undo.Removed, "song was", "songs were")} taken out.";
        if (undo.Gone > 0)
        {
            yield return $"{Counted.Of(undo.Gone, "was", "were")} not there any more.";
        }

        if (undo.LeftCount > 0)
        {
            yield return $"{Counted.Of(undo.LeftCount, "stays", "stay")}, since the playlist holds another copy that is not of this list.";
        }

        if (undo.PlaylistIsEmpty)
        {
            yield return "The playlist is empty now and stays in your account.";
        }
    }
}
