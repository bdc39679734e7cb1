using System.Text.Json;
using System.Text.Json.Nodes;

namespace MusicSync.Benchmarks.Matching;

/// <summary>The JSON object that the verb prints: one object an origin, <c>all</c>, and the speed.</summary>
internal static class MatchReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string ToJson(IReadOnlyList<QueryResult> open, IReadOnlyList<QueryResult> withheld, (double PerSecond, double PerCpuSecond) speed)
    {
        var report = new JsonObject();
        foreach (var origin in open.Select(result => result.Query.Origin).Distinct(StringComparer.Ordinal))
        {
            report[origin] = Node(From(origin, open), From(origin, withheld));
        }

        report["all"] = Node(open, withheld);
        report["songsPerSecond"] = Math.Round(speed.PerSecond);
        report["songsPerCpuSecond"] = Math.Round(speed.PerCpuSecond);

        return report.ToJsonString(Json);
    }

    private static QueryResult[] From(string origin, IReadOnlyList<QueryResult> results) =>
        [.. results.Where(result => result.Query.Origin == origin)];

    private static JsonNode? Node(IReadOnlyList<QueryResult> open, IReadOnlyList<QueryResult> withheld) =>
        JsonSerializer.SerializeToNode(Scores.Of(open, withheld), Json);
}
