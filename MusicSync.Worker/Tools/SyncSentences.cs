using System.Globalization;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.Worker.Tools;

/// <summary>How a sync stands, in sentences for a model that has to tell somebody and to go on. Pure.</summary>
internal static class SyncSentences
{
    public static string Of(SyncStatus status) => string.Join(' ', Parts(status));

    /// <summary>12 of 40 songs looked up, 8 in the playlist.</summary>
    public static string Progress(SyncStatus status)
    {
        var songs = status.Songs.Total - status.Songs.Rejected;
        return string.Create(CultureInfo.InvariantCulture, $"{status.Songs.Matched} of {songs} songs looked up, {In(status)} {Are(status)} in the playlist.");
    }

    private static IEnumerable<string> Parts(SyncStatus status)
    {
        if (status.Undo is { } undo)
        {
            yield return Undo(undo);
            yield break;
        }

        yield return status.FinishedAt is null ? $"{Progress(status)} It goes on by itself; get_sync tells how far it is." : Ended(status);
        if (status.Waiting is { } waiting)
        {
            yield return $"It waits: {waiting.Message}{(waiting.Link is { } page ? $" {page.AbsoluteUri}" : "")}";
        }

        if (status.Outcomes.Review > 0)
        {
            yield return $"{Counted(status.Outcomes.Review, "needs", "need")} a decision: get_report with outcomes [\"review\"] has the candidates; "
                + "let the user choose, then call choose_track.";
        }

        if (status.FinishedAt is not null && status.Outcomes.Missing > 0)
        {
            yield return $"{Counted(status.Outcomes.Missing, "was", "were")} not found: get_report with outcomes [\"missing\"].";
        }

        if (status.FinishedAt is not null && status.Songs.Rejected > 0)
        {
            yield return $"{Counted(status.Songs.Rejected, "row names", "rows name")} no usable song: get_report with outcomes [\"rejected\"] says why.";
        }
    }

    private static string Ended(SyncStatus status)
    {
        var done = string.Create(CultureInfo.InvariantCulture, $"{In(status)} of {status.Songs.Total} songs {Are(status)} in the playlist.");
        return status.State switch
        {
            SyncState.Failed => $"The sync failed. {status.Error?.Detail} {done}",
            SyncState.Cancelled => $"The sync was cancelled. {done}",
            _ => $"Done. {done}",
        };
    }

    private static string Undo(UndoStatus undo)
    {
        var rows = string.Create(CultureInfo.InvariantCulture, $"{undo.Removed} rows taken out, {undo.Gone} were gone already, {undo.LeftCount} left alone.");
        return undo.State switch
        {
            UndoState.Completed => $"Undone: {rows}",
            UndoState.Failed => $"The undo failed: {undo.Error} {rows} Call undo_sync again, and it goes on.",
            UndoState.Waiting => $"The undo waits: {undo.Waiting?.Message} {rows}",
            _ => $"The undo is on its way: {rows} get_sync tells how far it is.",
        };
    }

    private static string Counted(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static int In(SyncStatus status) => status.Changes.Added + status.Changes.AlreadyPresent;

    private static string Are(SyncStatus status) => status.DryRun ? "would be" : "are";
}
