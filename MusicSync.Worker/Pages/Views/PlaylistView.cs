using MusicSync.Worker.Api;

namespace MusicSync.Worker.Pages.Views;

/// <summary>What MusicSync wrote into a playlist.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its link at Spotify, or null.</param>
/// <param name="Summary">How many songs, by how many lists.</param>
/// <param name="Lines">The syncs, newest first.</param>
/// <param name="IsAll">Whether these are all of the last 90 days.</param>
public sealed record PlaylistView(string Name, string? Url, string Summary, IReadOnlyList<SyncLine> Lines, bool IsAll)
{
    internal static PlaylistView Of(IReadOnlyList<SyncSummary> syncs, bool isAll)
    {
        var lines = syncs.Select(SyncLine.Of).OrderByDescending(line => line.At).ToList();
        var newest = syncs.MaxBy(sync => sync.StartedAt)?.Playlist;
        return new PlaylistView(
            newest?.Name ?? "Playlist",
            newest?.Url,
            $"MusicSync added {Counted.Songs(lines.Sum(line => line.Added))} here, from {Counted.Of(lines.Count, "list", "lists")}.",
            lines,
            isAll);
    }
}
