using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Pages.Views;

/// <summary>How a sync stands, in words. Pure.</summary>
internal static class SyncWords
{
    /// <summary>What it is doing, in two or three words.</summary>
    public static string State(SyncState state, bool isDryRun) => state switch
    {
        SyncState.Queued => "Starting",
        SyncState.Matching => "Looking songs up",
        SyncState.Writing => "Adding songs",
        SyncState.Verifying => "Checking the playlist",
        SyncState.Waiting => "Waiting",
        SyncState.Completed => isDryRun ? "Dry run, done" : "Done",
        SyncState.Failed => "Stopped by an error",
        _ => "Cancelled",
    };

    /// <summary>The one sentence people read: 25 of 28 songs are in. 1 needs you, 2 are not on Spotify.</summary>
    public static string Headline(SyncStatus status) => status.Undo is { } undo ? UndoWords.Headline(undo, status.Changes.Added) : status.State switch
    {
        SyncState.Completed or SyncState.Cancelled or SyncState.Failed => Ended(status),
        SyncState.Writing or SyncState.Verifying => $"{In(status)} of {Counted.Songs(status.Outcomes.Accepted)} found are in.",
        _ => $"{Counted.Number(status.Songs.Matched)} of {Counted.Songs(Songs(status))} looked up.",
    };

    /// <summary>The same for a line of a list of syncs: 25 of 28 · 1 needs you.</summary>
    public static string Line(SongCounts? songs, OutcomeCounts? outcomes, ChangeCounts? changes)
    {
        if (songs is null)
        {
            return "";
        }

        var inPlaylist = changes is null ? "" : $"{Counted.Number(changes.Added + changes.AlreadyPresent)} of ";
        var review = outcomes?.Review is > 0 and var open ? $" · {Needs(open)}" : "";
        return $"{inPlaylist}{(inPlaylist.Length == 0 ? Counted.Songs(songs.Total) : Counted.Number(songs.Total))}{review}";
    }

    /// <summary>How fast, and how long still; null when that cannot be said.</summary>
    public static string? Pace(SyncStatus status, double? songsPerSecond)
    {
        if (songsPerSecond is not > 0 || status.State is not SyncState.Matching)
        {
            return null;
        }

        var left = TimeSpan.FromSeconds((Songs(status) - status.Songs.Matched) / songsPerSecond.Value);
        var speed = songsPerSecond < 1 ? Counted.Songs((int)Math.Round(songsPerSecond.Value * 60)) + " a minute"
            : Counted.Songs((int)Math.Round(songsPerSecond.Value)) + " a second";
        return $"{speed}, {TimeWords.About(left)} left";
    }

    private static string Ended(SyncStatus status)
    {
        var open = Open(status);
        var done = status is { State: SyncState.Completed, Songs.Total: var total } && InCount(status) == total && total > 1
            ? $"All {Counted.Songs(total)} {Are(status, total)} in."
            : $"{In(status)} of {Counted.Songs(status.Songs.Total)} {Are(status, InCount(status))} in.";
        return open.Count == 0 ? done : $"{done} {string.Join(", ", open)}.";
    }

    private static List<string> Open(SyncStatus status)
    {
        var parts = new List<string>();
        Add(status.Outcomes.Review, Needs);
        Add(status.Outcomes.Missing, count => Counted.Of(count, "is not on Spotify", "are not on Spotify"));
        Add(status.Outcomes.Duplicate, count => Counted.Of(count, "is named twice", "are named twice"));
        Add(status.Songs.Rejected, count => Counted.Of(count, "cannot be read", "cannot be read"));
        Add(Songs(status) - status.Songs.Matched, count => Counted.Of(count, "was not looked up", "were not looked up"));
        return parts;

        void Add(int count, Func<int, string> words)
        {
            if (count > 0)
            {
                parts.Add(words(count));
            }
        }
    }

    private static string Needs(int count) => Counted.Of(count, "needs you", "need you");

    private static string Are(SyncStatus status, int count) => status.DryRun ? "would be" : count == 1 ? "is" : "are";

    private static string In(SyncStatus status) => Counted.Number(InCount(status));

    private static int InCount(SyncStatus status) => status.Changes.Added + status.Changes.AlreadyPresent;

    private static int Songs(SyncStatus status) => status.Songs.Total - status.Songs.Rejected;
}
