using System.Text;
using CsvHelper;

namespace MusicSync.Worker.Songs;

/// <summary>One record of a table and the line on which it starts.</summary>
internal sealed record CsvRecord(int Line, string[] Cells, string Text);

/// <summary>Cuts a table into cells, forgiving about quotes.</summary>
internal static class CsvCells
{
    /// <summary>The cells of a single line.</summary>
    public static string[] Split(string line, char separator) =>
        Read(line, separator, multiline: false, out _).Select(record => record.Cells).FirstOrDefault([]);

    /// <summary>
    /// All records. A quote that is never closed would swallow the rows behind it, so as soon as quotes are broken or a
    /// record of several lines has not as many cells as its fellows, each line is taken for itself.
    /// </summary>
    public static IReadOnlyList<CsvRecord> Records(string text, char separator, int columns)
    {
        var records = Read(text, separator, multiline: true, out var broken);
        var swallowed = broken
            || records.Any(record => record.Text.AsSpan().ContainsAny('\n', '\r') && record.Cells.Length != columns);

        return swallowed ? Read(text, separator, multiline: false, out _) : records;
    }

    private static List<CsvRecord> Read(string text, char separator, bool multiline, out bool broken)
    {
        var malformed = false;
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            AllowLineBreaksInQuotes = multiline,
            DetectSeparatorHint = false,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            OnMalformedRecord = record => malformed |= record.Reason != CsvMalformedReason.StrayQuote,
        };
        using var reader = CsvReader.Create(new StringReader(text), options, leaveOpen: false);
        List<CsvRecord> records = [];
        while (reader.Read())
        {
            string[] cells = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
            SongLimits.CheckRows(records.Count);
            records.Add(new CsvRecord((int)reader.LineNumber, cells, Encoding.UTF8.GetString(reader.RawRecord)));
        }

        broken = malformed;

        return records;
    }
}
