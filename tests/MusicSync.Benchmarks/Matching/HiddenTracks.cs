using CsvHelper;

namespace MusicSync.Benchmarks.Matching;

/// <summary>Reads which tracks a query must not find, so that its right answer is "missing".</summary>
internal static class HiddenTracks
{
    // query_id,hide_ids,same_artist_other_version_ids
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var csv = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' }, leaveOpen: true);
        var hidden = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        while (csv.Read())
        {
            hidden[csv.GetString("query_id")] = LabelledQueries.Ids(csv.GetString("hide_ids"));
        }

        return hidden;
    }
}
