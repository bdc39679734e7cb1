using System.Diagnostics;
using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>How many songs a second the matcher alone decides: the ladder and the decision over answers already found.</summary>
internal static class Speed
{
    private const int Songs = 10_000;

    public static double Of(IReadOnlyList<QueryResult> results)
    {
        // The runtime first counts what code does, slowly, before it compiles it for good; a worker does that once a life.
        Replay(results);
        var clock = Stopwatch.StartNew();
        var songs = Replay(results);

        return songs / clock.Elapsed.TotalSeconds;
    }

    private static int Replay(IReadOnlyList<QueryResult> results)
    {
        var songs = 0;
        while (results.Count > 0 && songs < Songs)
        {
            Parallel.ForEach(results, Replay);
            songs += results.Count;
        }

        return songs;
    }

    private static void Replay(QueryResult result)
    {
        for (var known = 0; known <= result.Answers.Count; known++)
        {
            _ = SearchLadder.Next(result.Query.Song, [.. result.Answers.Take(known)]);
        }

        _ = SongMatcher.Decide(result.Query.Song, result.Answers, new MatchRules(MatchPolicy.Balanced, ExplicitTracks.Any));
    }
}
