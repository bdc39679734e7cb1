using System.CommandLine;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Catalog.Search;
using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary><c>match</c>: how often the matcher is right on labelled queries.</summary>
internal static class MatchVerb
{
    public static Command Create()
    {
        var catalog = new Option<FileInfo>("--catalog") { Description = "Catalogue to search, CSV or CSV.GZ.", Required = true };
        var queries = new Option<FileInfo>("--queries") { Description = "Labelled queries, CSV.", Required = true };
        var withhold = new Option<FileInfo?>("--withhold") { Description = "Tracks to hide per query, CSV." };
        var output = new Option<FileInfo?>("--out") { Description = "Where to write every decision, CSV." };
        var search = new Option<SearchRules>("--search")
        {
            Description = "strict: as Spotify's; plain: without its sharp edges.",
            DefaultValueFactory = _ => SearchRules.Strict,
        };
        var policy = new Option<MatchPolicy>("--policy")
        {
            Description = "How sure a match has to be: strict, balanced or eager.",
            DefaultValueFactory = _ => MatchPolicy.Balanced,
        };
        var command = new Command("match", "Precision, recall and searches of the matcher.")
        {
            catalog, queries, withhold, search, policy, output,
        };
        command.SetAction(parsed => Run(
            new TrackSearch(TrackCatalog.Load(parsed.GetRequiredValue(catalog).FullName), parsed.GetValue(search)),
            new MatchRules(parsed.GetValue(policy), ExplicitTracks.Any),
            LabelledQueries.Read(parsed.GetRequiredValue(queries).FullName),
            parsed.GetValue(withhold) is { } hidden ? HiddenTracks.Read(hidden.FullName) : new Dictionary<string, IReadOnlySet<string>>(),
            parsed.GetValue(output)));

        return command;
    }

    private static void Run(
        TrackSearch search,
        MatchRules rules,
        IReadOnlyList<LabelledQuery> queries,
        IReadOnlyDictionary<string, IReadOnlySet<string>> hidden,
        FileInfo? output)
    {
        var matching = new MatchRun(search, rules);
        var open = matching.Run("open", queries, _ => new HashSet<string>());
        var withheld = matching.Run("withheld", [.. queries.Where(query => hidden.ContainsKey(query.Id))], query => hidden[query.Id]);
        if (output is not null)
        {
            DecisionFile.Write(output.FullName, [.. open, .. withheld]);
        }

        Console.WriteLine(MatchReport.ToJson(open, withheld, Speed.Of(open, rules)));
    }
}
