using System.Diagnostics;
using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>How many songs a second the matcher alone decides on two cores: the plan of searches and the decision over answers already found.</summary>
internal static class Speed
{
    private const int Songs = 10_000;
    private const int WarmUps = 5;

    private static readonly ParallelOptions TwoCores = new() { MaxDegreeOfParallelism = 2 };

    public static (double PerSecond, double PerCpuSecond) Of(IReadOnlyList<QueryResult> results, MatchRules rules)
    {
        // The runtime compiles what runs often once more, beside it; a worker does that once a life.
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            Replay(results, rules);
        }

        var clock = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var songs = Replay(results, rules);

        return (songs / clock.Elapsed.TotalSeconds, songs / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
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
        // As the worker does it.
        var lookup = new SongLookup(result.Query.Song);
        foreach (var answer in result.Answers)
        {
            _ = lookup.Next();
            lookup.Add(answer);
        }

        _ = lookup.Next();
        _ = lookup.Decide(rules);
    }
}
