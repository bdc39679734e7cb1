using System.Diagnostics;
using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>How many songs a second the matcher alone decides on two cores: the plan of searches and the decision over answers already found.</summary>
internal static class Speed
{
    private const int Songs = 10_000;

    private static readonly ParallelOptions TwoCores = new() { MaxDegreeOfParallelism = 2 };

    public static double Of(IReadOnlyList<QueryResult> results, MatchRules rules)
    {
        // The runtime first counts what code does, slowly, before it compiles it for good; a worker does that once a life.
        Replay(results, rules);
        var clock = Stopwatch.StartNew();
        var songs = Replay(results, rules);

        return songs / clock.Elapsed.TotalSeconds;
    }

    private static int Replay(IReadOnlyList<QueryResult> results, MatchRules rules)
    {
        var songs = 0;
        while (results.Count > 0 && songs < Songs)
        {
            Parallel.ForEach(results, TwoCores, result => Replay(result, rules));
            songs += results.Count;
        }

        return songs;
    }

    private static void Replay(QueryResult result, MatchRules rules)
    {
        for (var known = 0; known <= result.Answers.Count; known++)
        {
            _ = SearchPlan.Next(result.Query.Song, [.. result.Answers.Take(known)]);
        }

        _ = SongMatcher.Decide(result.Query.Song, result.Answers, rules);
    }
}
