using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>Figures of one group of queries; rows that want a review do not count as right or wrong.</summary>
/// <remarks>Recall is given for each tag too, and the figures of two halves that share no song, to see what was fitted to single songs.</remarks>
internal sealed record Scores(
    int Rows,
    double Precision,
    double Recall,
    double F1,
    double StrictF1,
    int AcceptedOnNone,
    double AcceptedWhenWithheld,
    double Review,
    double SearchesPerSong,
    IReadOnlyDictionary<string, double> TagRecall,
    IReadOnlyList<HalfScores> Halves)
{
    public static Scores Of(IReadOnlyList<QueryResult> open, IReadOnlyList<QueryResult> withheld)
    {
        var judged = open.Where(result => result.Query.Expected != "review").ToArray();
        var counts = Tally.Of(judged);

        return new Scores(
            open.Count,
            counts.Precision,
            counts.Recall,
            counts.F1,
            Tally.Harmonic(Tally.Share(counts.Exact, counts.Accepted), Tally.Share(counts.Exact, counts.Wanted)),
            judged.Count(result => result.Query.Expected == "none" && result.IsAccepted),
            Tally.Share(withheld.Count(result => result.IsAccepted), withheld.Count),
            Tally.Share(open.Count(result => result.Decision.Outcome == MatchOutcome.Review), open.Count),
            Tally.Share(open.Sum(result => result.Decision.Searches), open.Count),
            ByTag(judged),
            [.. judged.ToLookup(SongHalf.Of).OrderBy(half => half.Key).Select(half => HalfScores.Of([.. half]))]);
    }

    private static Dictionary<string, double> ByTag(QueryResult[] judged) => judged
        .Where(result => result.Query.Expected == "match")
        .SelectMany(result => result.Query.Tags, (result, tag) => (Tag: tag, Result: result))
        .GroupBy(entry => entry.Tag, entry => entry.Result, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Tally.Of([.. group]).Recall, StringComparer.Ordinal);
}

/// <summary>Figures of one half.</summary>
internal sealed record HalfScores(int Rows, double Precision, double Recall, double F1)
{
    public static HalfScores Of(IReadOnlyList<QueryResult> judged)
    {
        var counts = Tally.Of(judged);

        return new HalfScores(judged.Count, counts.Precision, counts.Recall, counts.F1);
    }
}
