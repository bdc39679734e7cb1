using CsvHelper;
using MusicSync.Worker.Songs;

namespace MusicSync.Benchmarks.Matching;

/// <summary>Reads labelled queries.</summary>
internal static class LabelledQueries
{
    // query_id,origin,license,title,artist,chart_year,isrc,expected,truth_id,strict_ids,lenient_ids,trap_ids,tags
    public static IReadOnlyList<LabelledQuery> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var csv = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' }, leaveOpen: true);
        List<LabelledQuery> queries = [];
        while (csv.Read())
        {
            queries.Add(ToQuery(csv, queries.Count + 1));
        }

        return queries;
    }

    /// <summary>The ids of a cell, which a bar separates.</summary>
    public static IReadOnlySet<string> Ids(string cell) =>
        cell.Split('|', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    // Title and artist only: a matcher that needs more would fail on most lists.
    private static LabelledQuery ToQuery(CsvReader row, int line)
    {
        var strict = Ids(row.GetString("strict_ids"));

        return new LabelledQuery(
            row.GetString("query_id"),
            row.GetString("origin"),
            new Song(line, row.GetString("title"), row.GetString("artist")),
            row.GetString("expected"),
            strict,
            strict.Union(Ids(row.GetString("lenient_ids"))).ToHashSet(StringComparer.Ordinal),
            row.GetString("tags").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal));
    }
}
