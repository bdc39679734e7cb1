namespace MusicSync.Benchmarks.Matching;

/// <summary>How many queries of a group have an answer, were answered, and rightly.</summary>
internal readonly record struct Tally(int Wanted, int Accepted, int Right, int Exact)
{
    public double Precision => Share(Right, Accepted);

    public double Recall => Share(Right, Wanted);

    public double F1 => Harmonic(Precision, Recall);

    public static Tally Of(IReadOnlyCollection<QueryResult> judged) => new(
        judged.Count(result => result.Query.Expected == "match"),
        judged.Count(result => result.IsAccepted),
        judged.Count(result => result.IsRight),
        judged.Count(result => result.IsExact));

    public static double Share(int part, int whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);

    public static double Harmonic(double precision, double recall) =>
        precision + recall == 0 ? 0 : Math.Round(2 * precision * recall / (precision + recall), 4);
}
