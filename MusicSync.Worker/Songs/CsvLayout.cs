namespace MusicSync.Worker.Songs;

/// <summary>How a table is laid out.</summary>
/// <param name="Separator">What stands between two cells.</param>
/// <param name="HeaderLine">Line of the header, from 1; 0 when there is none.</param>
/// <param name="Columns">Which column holds what.</param>
internal sealed record CsvLayout(char Separator, int HeaderLine, CsvColumns Columns)
{
    private const int DeepestHeader = 10;
    private const string Separators = ",;\t|";

    private const string Help =
        "name the columns in the first line, for example \"title,artist\" (also understood: Track Name, Artist Name(s), Album, ISRC, "
        + "Duration (ms), Track URI; exports of Exportify, TuneMyMusic, Soundiiz and Shazam as they are)";

    /// <summary>Finds separator and header; lines before the header ("Shazam Library", "sep=;") are no songs.</summary>
    /// <exception cref="SongListException">No header was found and the columns cannot be told without one.</exception>
    public static CsvLayout Of(string[] lines)
    {
        for (var at = 0; at < Math.Min(lines.Length, DeepestHeader); at++)
        {
            foreach (var separator in Separators)
            {
                if (CsvColumns.From(CsvCells.Split(lines[at], separator)) is { } columns && IsHeader(lines[at], separator))
                {
                    return new CsvLayout(separator, at + 1, columns);
                }
            }
        }

        return WithoutHeader([.. lines.Where(line => line.Trim().Length > 0)]);
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

        if (Separators.Any(separator => IsHalfAHeader(CsvCells.Split(lines[0], separator))))
        {
            var header = lines[0].Trim();
            header = header[..Math.Min(header.Length, SongLimits.ExcerptLength)];
            throw new SongListException($"The CSV's header \"{header}\" does not name both title and artist; {Help}.");
        }

        foreach (var separator in Separators)
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
