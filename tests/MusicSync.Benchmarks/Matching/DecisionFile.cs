using System.Globalization;
using CsvHelper;
using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>Writes every decision with its candidates, to see what went wrong.</summary>
internal static class DecisionFile
{
    private static readonly string[] Header = ["query_id", "run", "outcome", "track_id", "score", "reasons", "candidates"];

    public static void Write(string path, IReadOnlyList<QueryResult> results)
    {
        using var file = File.Create(path);
        using var csv = CsvWriter.Create(file, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        WriteRow(csv, Header);
        foreach (var result in results)
        {
            WriteRow(csv, Row(result));
        }
    }

    private static string[] Row(QueryResult result) =>
    [
        result.Query.Id,
        result.Run,
        result.Decision.Outcome.ToString().ToLowerInvariant(),
        result.TrackId ?? "",
        result.Decision.Score.ToString("0.###", CultureInfo.InvariantCulture),
        string.Join(" | ", result.Decision.Reasons),
        string.Join('|', result.Decision.Candidates.Select(Shown)),
    ];

    private static string Shown(ScoredCandidate candidate) =>
        string.Create(CultureInfo.InvariantCulture, $"{candidate.Uri.Split(':')[^1]}:{candidate.Score:0.###}");

    private static void WriteRow(CsvWriter csv, string[] fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.EndRecord();
    }
}
