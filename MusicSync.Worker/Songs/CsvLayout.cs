using System.Collections.Frozen;

namespace MusicSync.Worker.Songs;

/// <summary>How a table is laid out.</summary>
/// <param name="Separator">What stands between two cells.</param>
/// <param name="HeaderLine">Line of the header, from 1; 0 when there is none.</param>
/// <param name="Columns">Which column holds what.</param>
internal sealed record CsvLayout(char Separator, int HeaderLine, CsvColumns Columns)
{
    public const int MaxHeaderLine = 10;

    // A line of ten million commas is no header, and no song: only to cut it would take a gigabyte.
    private const int MaxHeaderLength = 8_000;
    private const string Separators = ",;\t|";

    private const string Help =
        "name the columns in the first line, for example \"title,artist\" (also understood: Track Name, Artist Name(s), Album, ISRC, "
        + "Duration (ms), Track URI; exports of Exportify, TuneMyMusic, Soundiiz and Shazam as they are)";

    /// <summary>Finds separator and header; lines before the header ("Shazam Library", "sep=;") are no songs.</summary>
    /// <exception cref="SongListException">No header was found and the columns cannot be told without one.</exception>
    public static CsvLayout Of(string[] lines) => WithHeader(lines) ?? WithoutHeader([.. lines.Where(line => line.Trim().Length > 0)]);

    /// <summary>The layout that one of the first lines names, or null.</summary>
    public static CsvLayout? WithHeader(string[] lines)
    {
        for (var at = 0; at < Math.Min(lines.Length, MaxHeaderLine); at++)
        {
            if (lines[at].Length > MaxHeaderLength)
            {
                continue;
            }

            foreach (var separator in Separators)
            {
                if (CsvColumns.From(CsvCells.Split(lines[at], separator)) is { } columns && IsHeader(lines[at], separator))
                {
                    return new CsvLayout(separator, at + 1, columns);
                }
            }
        }

        return null;
    }

    // One known word among the cells may be a song called "Time"; a header has more, or nothing else.
    private static bool IsHeader(string line, char separator)
    {
        var cells = CsvCells.Split(line, separator);

        return cells.Count(CsvColumns.IsHeader) >= 2 || (cells.Length == 1 && CsvColumns.IsHeader(cells[0]));
    }

    private static CsvLayout WithoutHeader(string[] lines)
    {
        if (lines.Length == 0)
        {
            throw new SongListException($"The CSV is empty; {Help}.");
        }

        if (lines.FirstOrDefault(line => line.Length > MaxHeaderLength) is { Length: var length })
        {
            throw new SongListException($"The CSV has no header, and a line of {length} characters, which no song has; {Help}.");
        }

        if (CsvColumns.IsVideoIds(CsvCells.Split(lines[0], ',')))
        {
            throw new SongListException(
                "This playlist of YouTube Takeout names its videos only by id, without titles; send \"music library songs.csv\" of "
                + "the same Takeout instead, or have the playlist exported as CSV by Soundiiz or TuneMyMusic.");
        }

        if (Separators.Any(separator => IsHalfAHeader(CsvCells.Split(lines[0], separator))))
        {
            var header = lines[0].Trim();
            header = header[..Math.Min(header.Length, SongLimits.ExcerptLength)];
            throw new SongListException($"The CSV's header \"{header}\" does not name both title and artist; {Help}.");
        }

        // A thousand files that are no tables cost a look at their first lines; what is quoted may go on in the next one.
        var isQuoted = lines[0].Contains('"', StringComparison.Ordinal);
        foreach (var separator in Separators.Where(separator => isQuoted || CsvCells.Split(lines[0], separator).Length == 2))
        {
            string[][] rows = [.. CsvCells.Records(string.Join('\n', lines), separator, 2).Select(record => record.Cells)];
            if (rows.All(row => row.Length == 2 && row.All(cell => cell.Length > 0)))
            {
                return new CsvLayout(separator, 0, Order(rows));
            }
        }

        throw new SongListException($"The CSV has no header that names title and artist; {Help}.");
    }

    private static bool IsHalfAHeader(string[] cells) => cells.Length > 1 && cells.Any(CsvColumns.IsSongHeader);

    // Artists repeat in a list, titles hardly do.
    private static CsvColumns Order(string[][] rows)
    {
        var first = rows.Select(row => row[0]).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        var second = rows.Select(row => row[1]).Distinct(StringComparer.OrdinalIgnoreCase).Count();

        return first < second ? CsvColumns.ArtistTitle : CsvColumns.TitleArtist;
    }
}

/// <summary>Which column of a table holds what; -1 for what it does not hold.</summary>
internal sealed record CsvColumns(
    int Title, int Artist, int Album, int Isrc, int Duration, DurationUnit Unit, int Year, int Uri, int Link)
{
    // Names without spaces and punctuation, in lower case. Order is preference: a track's artists before the album's.
    private static readonly string[] Titles =
        ["title", "trackname", "tracktitle", "songtitle", "songname", "song", "track", "name", "titel", "titre", "titulo"];
    private static readonly string[] Artists =
    [
        "artist", "artistnames", "artistname", "artistname1", "artists", "trackartist", "trackartists", "performer", "interpret", "artiste",
        "artista", "albumartist", "albumartistnames",
    ];
    private static readonly string[] Albums = ["album", "albumname", "albumtitle", "release"];
    private static readonly string[] Codes = ["isrc", "isrccode"];
    private static readonly string[] Milliseconds = ["trackdurationms", "durationms", "lengthms", "durationmilliseconds"];
    private static readonly string[] Seconds = ["durations", "durationsec", "durationseconds", "lengthseconds", "durationinseconds"];
    private static readonly string[] Lengths = ["duration", "trackduration", "length", "time", "tracklength"];

    // In a history of decks the duration is how long a track was played, which is not its length: Traktor.
    private static readonly string[] LengthsInASet = [.. Lengths.Except(["duration"])];
    private static readonly string[] Years = ["year", "releaseyear", "releasedate", "albumreleasedate"];
    private static readonly string[] Uris = ["trackuri", "spotifyuri", "spotifytrackuri", "uri", "spotifyid", "spotifytrackid", "trackid"];
    private static readonly string[] Links = ["spotifyurl", "spotifylink", "trackurl", "url", "link", "id"];

    private static readonly FrozenSet<string> All =
        ((string[][])[Titles, Artists, Albums, Codes, Milliseconds, Seconds, Lengths, Years, Uris, Links])
            .SelectMany(names => names)
            .ToFrozenSet(StringComparer.Ordinal);

    // YouTube Takeout: Artist Name 1, Artist Name 2, …
    private static readonly string[] FurtherArtists = [.. Enumerable.Range(2, 8).Select(number => $"artistname{number}")];

    /// <summary>Columns with a song's second and further artists.</summary>
    public IReadOnlyList<int> MoreArtists { get; init; } = [];

    /// <summary>Title in the first column, artist in the second, no header.</summary>
    public static readonly CsvColumns TitleArtist = new(0, 1, -1, -1, -1, DurationUnit.Unknown, -1, -1, -1);

    /// <summary>Artist in the first column, title in the second, no header.</summary>
    public static readonly CsvColumns ArtistTitle = TitleArtist with { Title = 1, Artist = 0 };

    /// <summary>The columns that a header row names, or null when it does not name enough to find songs.</summary>
    public static CsvColumns? From(IReadOnlyList<string> headers)
    {
        string[] keys = [.. headers.Select(Key)];
        var milliseconds = Find(keys, Milliseconds);
        var seconds = Find(keys, Seconds);
        var columns = new CsvColumns(
            Find(keys, Titles),
            Find(keys, Artists),
            Find(keys, Albums),
            Find(keys, Codes),
            milliseconds >= 0 ? milliseconds : seconds >= 0 ? seconds : Find(keys, keys.Contains("deck") ? LengthsInASet : Lengths),
            milliseconds >= 0 ? DurationUnit.Milliseconds : seconds >= 0 ? DurationUnit.Seconds : DurationUnit.Unknown,
            Find(keys, Years),
            Find(keys, Uris),
            Find(keys, Links))
        {
            MoreArtists = [.. FurtherArtists.Select(name => Array.IndexOf(keys, name)).Where(column => column >= 0)],
        };

        return (columns.Title >= 0 && columns.Artist >= 0) || columns.Uri >= 0 ? columns : null;
    }

    /// <summary>Whether a cell is the name of a column that is understood.</summary>
    public static bool IsHeader(string cell) => All.Contains(Key(cell));

    /// <summary>Whether a cell is the name of a column for titles or artists.</summary>
    public static bool IsSongHeader(string cell) => Titles.Concat(Artists).Contains(Key(cell), StringComparer.Ordinal);

    /// <summary>Whether a header is that of a playlist with nothing but ids of videos.</summary>
    public static bool IsVideoIds(string[] header) => header.Length > 0 && Key(header[0]) is "videoid" && !header.Any(IsSongHeader);

    private static int Find(string[] keys, string[] names) =>
        names.Select(name => Array.IndexOf(keys, name)).FirstOrDefault(index => index >= 0, -1);

    private static string Key(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
