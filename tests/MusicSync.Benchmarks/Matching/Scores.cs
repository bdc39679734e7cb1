using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>Figures of one group of queries; rows that want a review do not count as right or wrong.</summary>
internal sealed record Scores(
    int Rows,
    double Precision,
    double Recall,
    double F1,
    double StrictF1,
    int AcceptedOnNone,
    double AcceptedWhenWithheld,
    double Review,
    double SearchesPerSong)
{
    public static Scores Of(IReadOnlyList<QueryResult> open, IReadOnlyList<QueryResult> withheld)
    {
        var judged = open.Where(result => result.Query.Expected != "review").ToArray();
        var wanted = judged.Count(result => result.Query.Expected == "match");
        var accepted = judged.Count(IsAccepted);
        var right = judged.Count(result => IsIn(result, result.Query.Acceptable));
        var exact = judged.Count(result => IsIn(result, result.Query.Strict));

        return new Scores(
            open.Count,
            Share(right, accepted),
            Share(right, wanted),
            Harmonic(Share(right, accepted), Share(right, wanted)),
            Harmonic(Share(exact, accepted), Share(exact, wanted)),
            judged.Count(result => result.Query.Expected == "none" && IsAccepted(result)),
            Share(withheld.Count(IsAccepted), withheld.Count),
            Share(open.Count(result => result.Decision.Outcome == MatchOutcome.Review), open.Count),
            Share(open.Sum(result => result.Decision.Searches), open.Count));
    }

    private static bool IsAccepted(QueryResult result) => result.Decision.Outcome == MatchOutcome.Accepted;

    private static bool IsIn(QueryResult result, IReadOnlySet<string> ids) => result.TrackId is { } id && ids.Contains(id);

    private static double Share(int part, int whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);

    private static double Harmonic(double precision, double recall) =>
        precision + recall == 0 ? 0 : Math.Round(2 * precision * recall / (precision + recall), 4);
}
