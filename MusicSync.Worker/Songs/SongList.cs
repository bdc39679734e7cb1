namespace MusicSync.Worker.Songs;

/// <summary>Everything an input held: each row is either a song or a rejected row, none is dropped.</summary>
/// <param name="Songs">Good rows in input order.</param>
/// <param name="Rejected">Bad rows in input order.</param>
public sealed record SongList(IReadOnlyList<Song> Songs, IReadOnlyList<RejectedRow> Rejected)
{
    /// <summary>Several files of one request as one list.</summary>
    /// <param name="lists">The files in order.</param>
    /// <returns>One list; lines go on where the file before ended, so that each row of the report has a line of its own.</returns>
    public static SongList Concatenate(IReadOnlyList<SongList> lists)
    {
        var songs = new List<Song>();
        var rejected = new List<RejectedRow>();
        var before = 0;
        foreach (var list in lists)
        {
            songs.AddRange(list.Songs.Select(song => song with { Line = song.Line + before }));
            rejected.AddRange(list.Rejected.Select(row => row with { Line = row.Line + before }));
            before += list.Songs.Select(song => song.Line).Concat(list.Rejected.Select(row => row.Line)).DefaultIfEmpty().Max();
        }

        return new SongList(songs, rejected);
    }
}

/// <summary>A row of the input that names no usable song; the rest of the list goes on.</summary>
/// <param name="Line">Where it stands in the input, counted as <see cref="Song.Line"/>.</param>
/// <param name="Text">The row itself, at most 200 characters.</param>
/// <param name="Reason">What is wrong and what to do about it.</param>
public sealed record RejectedRow(int Line, string Text, string Reason);

/// <summary>What one request and one row may hold.</summary>
public static class SongLimits
{
    /// <summary>Most songs of one request; the most a Spotify playlist holds.</summary>
    public const int Songs = 10_000;

    /// <summary>Most rows of one file that are looked at, good and bad ones; more than a sync takes, and few enough for memory.</summary>
    public const int Rows = 20_000;

    /// <summary>Most characters of a title, an artist or an album.</summary>
    public const int FieldLength = 300;

    /// <summary>Most characters of a line of plain text: an artist, a title and much air between them.</summary>
    public const int LineLength = 2_000;

    /// <summary>Most characters of a rejected row that are repeated to the caller.</summary>
    public const int ExcerptLength = 200;

    /// <summary>Refuses a file with more rows than <see cref="Rows"/>.</summary>
    /// <param name="rows">Rows so far.</param>
    /// <exception cref="SongListException">They are too many.</exception>
    internal static void CheckRows(int rows)
    {
        if (rows > Rows)
        {
            throw new SongListException($"The list has more than {Rows} rows; one sync takes {Songs}. Send it in parts.") { IsTooLong = true };
        }
    }
}

/// <summary>The input as a whole cannot be read as a song list; the message says what to send instead.</summary>
/// <param name="message">What is wrong and what to do about it.</param>
public sealed class SongListException(string message) : Exception(message)
{
    /// <summary>Whether it is no kind of list that is known, rather than a broken one.</summary>
    public bool IsUnknownKind { get; init; }

    /// <summary>Whether it is a list with more rows than are looked at.</summary>
    public bool IsTooLong { get; init; }
}
