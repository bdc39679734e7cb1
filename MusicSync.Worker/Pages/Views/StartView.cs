using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Pages.Views;

/// <summary>The start page.</summary>
/// <param name="Form">The form as it was filled in.</param>
/// <param name="Preview">How the list was read; null before there is one.</param>
/// <param name="Problem">Why it could not be done, and what to do; or null.</param>
/// <param name="Own">Playlists one may write into; null while they cannot be told.</param>
/// <param name="Recent">Recent syncs; null when they cannot be told.</param>
/// <param name="TakesWishes">Whether there is a model to say to what one wants.</param>
public sealed record StartView(
    StartForm Form, PreviewView? Preview, string? Problem, IReadOnlyList<Choice>? Own, IReadOnlyList<SyncLine>? Recent, bool TakesWishes);

/// <summary>Something to choose.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is shown.</param>
public sealed record Choice(string Value, string Text);

/// <summary>The server's own reading of a list, before anything happens.</summary>
/// <param name="Summary">How many songs, which columns, how many rows cannot be read.</param>
/// <param name="Songs">The first rows.</param>
/// <param name="More">How many follow.</param>
/// <param name="Rejected">Rows that cannot be read, and why.</param>
/// <param name="MoreRejected">How many of those follow.</param>
/// <param name="Sealed">The list itself, for the form.</param>
public sealed record PreviewView(
    string Summary, IReadOnlyList<PreviewRow> Songs, int More, IReadOnlyList<RejectedRow> Rejected, int MoreRejected, string Sealed)
{
    private const int ShownSongs = 8;
    private const int ShownRejected = 5;

    internal static PreviewView Of(string? name, SongList list, string @sealed)
    {
        string?[] parts =
        [
            name,
            Counted.Songs(list.Songs.Count),
            list.Songs.Count == 0 ? null : $"columns: {string.Join(", ", Columns(list.Songs))}",
            $"{Counted.Of(list.Rejected.Count, "row", "rows")} cannot be read",
        ];
        return new PreviewView(
            string.Join(" · ", parts.OfType<string>()),
            [.. list.Songs.Take(ShownSongs).Select(song => new PreviewRow(
                song.Line, song.Title.Length > 0 ? song.Title : song.Uri ?? "", song.Artist, song.Album))],
            Math.Max(0, list.Songs.Count - ShownSongs),
            [.. list.Rejected.Take(ShownRejected)],
            Math.Max(0, list.Rejected.Count - ShownRejected),
            @sealed);
    }

    // What was understood, whatever the list calls it.
    private static IEnumerable<string> Columns(IReadOnlyList<Song> songs)
    {
        (string Name, Func<Song, bool> Has)[] columns =
        [
            ("Title", song => song.Title.Length > 0),
            ("Artist", song => song.Artist.Length > 0),
            ("Album", song => song.Album is not null),
            ("Year", song => song.Year is not null),
            ("Length", song => song.DurationMs is not null),
            ("ISRC", song => song.Isrc is not null),
            ("Spotify link", song => song.Uri is not null),
        ];
        return columns.Where(column => songs.Any(column.Has)).Select(column => column.Name);
    }
}

/// <summary>A row of the preview.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Title">Title.</param>
/// <param name="Artist">Artist.</param>
/// <param name="Album">Album, or null.</param>
public sealed record PreviewRow(int Line, string Title, string Artist, string? Album);
