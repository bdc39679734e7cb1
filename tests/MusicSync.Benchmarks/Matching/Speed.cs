using System.Diagnostics;
using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>How many songs a second the matcher alone decides: the ladder and the decision over answers already found.</summary>
internal static class Speed
{
    private const int Rounds = 3;

    public static double Of(IReadOnlyList<QueryResult> results)
    {
        // The run that found the answers has warmed the code.
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < Rounds; round++)
        {
            Parallel.ForEach(results, Replay);
        }

        return Rounds * results.Count / clock.Elapsed.TotalSeconds;
    }

    private static void Replay(QueryResult result)
    {
        for (var known = 0; known <= result.Answers.Count; known++)
        {
            _ = SearchLadder.Next(result.Query.Song, [.. result.Answers.Take(known)]);
        }

        _ = SongMatcher.Decide(result.Query.Song, result.Answers, MatchPolicy.Balanced);
    }
}
