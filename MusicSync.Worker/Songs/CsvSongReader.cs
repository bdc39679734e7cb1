namespace MusicSync.Worker.Songs;

/// <summary>Reads songs from a table: the exports of Exportify, TuneMyMusic, Soundiiz and Shazam, or one made by hand.</summary>
internal static class CsvSongReader
{
    /// <summary>Reads a table; empty lines are no rows.</summary>
    public static SongList Read(string text)
    {
        // CR alone ends the lines of old Macs and of some exports made on one.
        var lines = text.Contains('\n', StringComparison.Ordinal) ? text.Split('\n') : text.Split('\r');
        var layout = CsvLayout.Of(lines);
        var skipped = layout.HeaderLine;
        var width = skipped == 0 ? 2 : CsvCells.Split(lines[skipped - 1], layout.Separator).Length;
        var list = new SongListBuilder();
        foreach (var record in CsvCells.Records(string.Join('\n', lines[skipped..]), layout.Separator, width))
        {
            if (record.Cells.Any(cell => cell.Length > 0))
            {
                list.Add(ToRow(Repaired(record, layout, width), layout.Columns, skipped));
            }
        }

        return list.ToList();
    }

    // "Heroes,David Bowie: an unclosed quote makes one cell of two; without quotes the row is as wide as the header.
    private static CsvRecord Repaired(CsvRecord record, CsvLayout layout, int width)
    {
        if (record.Cells.Length >= width || !record.Text.Contains('"', StringComparison.Ordinal))
        {
            return record;
        }

        var cells = record.Text.Split(layout.Separator);

        return cells.Length == width ? record with { Cells = [.. cells.Select(cell => cell.Trim().Trim('"').Trim())] } : record;
    }

    private static SongRow ToRow(CsvRecord record, CsvColumns columns, int skipped)
    {
        string? Cell(int column) => column >= 0 && column < record.Cells.Length ? record.Cells[column] : null;

        return new SongRow(record.Line + skipped, record.Text)
        {
            Title = Cell(columns.Title),
            Artist = Artists(string.Join(';', columns.MoreArtists.Prepend(columns.Artist).Select(Cell))),
            Album = Cell(columns.Album),
            Isrc = Cell(columns.Isrc),
            DurationMs = Cell(columns.Duration) is { Length: > 0 } duration ? DurationText.Parse(duration, columns.Unit) : null,
            Year = Cell(columns.Year),
            Link = Link(Cell(columns.Uri), Cell(columns.Link)),
        };
    }

    // A column "url" may hold another service's links; those say nothing about Spotify.
    private static string? Link(string? uri, string? link) =>
        uri is { Length: > 0 } && SpotifyTrackLink.IsSpotify(uri) ? uri
            : link is { Length: > 0 } && SpotifyTrackLink.IsSpotify(link) ? link
            : null;

    // Exportify: "Tyler\, The Creator, Frank Ocean" in old files, "Tyler, The Creator;Frank Ocean" in new ones.
    private static string Artists(string cell) =>
        string.Join(", ", cell
            .Replace(@"\,", ",", StringComparison.Ordinal)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
