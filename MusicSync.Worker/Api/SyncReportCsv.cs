using System.Globalization;
using CsvHelper;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Api;

/// <summary>
/// The report as CSV, one line an input row. It is for a spreadsheet, so text that one would run as a formula gets a leading
/// apostrophe (https://owasp.org/www-community/attacks/CSV_Injection); the JSON holds it as it is.
/// </summary>
internal static class SyncReportCsv
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    private static readonly string[] Header =
    [
        "line", "outcome", "result", "title", "artist", "album", "isrc", "trackUri", "trackTitle", "trackArtists", "score",
        "reasons", "candidates",
    ];

    public static string Write(SyncReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, Options, leaveOpen: true))
        {
            csv.WriteRecord(Header);
            foreach (var row in report.Rows)
            {
                csv.WriteRecord(Fields(row));
            }
        }

        return text.ToString();
    }

    private static string?[] Fields(ReportRow row) =>
    [
        row.Line.ToString(CultureInfo.InvariantCulture),
        ApiJson.Name(row.Outcome),
        ApiJson.Name(row.Result),
        row.Input.Title ?? row.Input.Text,
        row.Input.Artist,
        row.Input.Album,
        row.Input.Isrc,
        row.TrackUri,
        row.TrackTitle,
        string.Join("; ", row.TrackArtists ?? []),
        row.Score.ToString("0.###", CultureInfo.InvariantCulture),
        string.Join("; ", row.Reasons),
        string.Join(' ', row.Candidates.Select(candidate => candidate.Uri)),
    ];
}
