using MusicSync.McpHost.Spotify;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Catalog.Search;
using MusicSync.Worker.Matching;

namespace MusicSync.Benchmarks.Matching;

/// <summary>What was decided about a query, and from which answers.</summary>
internal sealed record QueryResult(string Run, LabelledQuery Query, IReadOnlyList<SearchAnswer> Answers, MatchDecision Decision)
{
    /// <summary>Id of the accepted track, or null.</summary>
    public string? TrackId => Decision.Track?.Uri.Split(':')[^1];

    /// <summary>Whether a track was accepted.</summary>
    public bool IsAccepted => Decision.Outcome == MatchOutcome.Accepted;

    /// <summary>Whether the accepted track is the same song by the same artist in the same kind of recording.</summary>
    public bool IsRight => TrackId is { } id && Query.Acceptable.Contains(id);

    /// <summary>Whether the accepted track is the very recording.</summary>
    public bool IsExact => TrackId is { } id && Query.Strict.Contains(id);
}

/// <summary>Searches and decides as the worker's activity does, with the simulator's index in place of the MCP call.</summary>
internal sealed class MatchRun(TrackSearch search, MatchRules rules)
{
    private const int MaxPages = 20;

    public IReadOnlyList<QueryResult> Run(
        string name, IReadOnlyList<LabelledQuery> queries, Func<LabelledQuery, IReadOnlySet<string>> hidden) =>
        [.. queries.AsParallel().AsOrdered().Select(query => Decide(name, query, hidden(query)))];

    private QueryResult Decide(string name, LabelledQuery query, IReadOnlySet<string> hidden)
    {
        List<SearchAnswer> answers = [];
        while (SearchPlan.Next(query.Song, answers) is { } step)
        {
            answers.Add(new SearchAnswer(step, Find(step, hidden)));
        }

        return new QueryResult(name, query, answers, SongMatcher.Decide(query.Song, answers, rules));
    }

    // Hidden tracks make room for those behind them, as if the catalogue did not have them.
    private CandidateTrack[] Find(SearchStep step, IReadOnlySet<string> hidden)
    {
        if ((step.Query ?? SearchQuery.Build(step.Title, step.Artist, step.Album, step.Isrc, step.Year)) is not { } query)
        {
            return [];
        }

        List<CatalogTrack> found = [];
        for (var page = 0; page < MaxPages && found.Count < TrackSearch.MaxLimit; page++)
        {
            var tracks = search.Search(query, TrackSearch.MaxLimit, page * TrackSearch.MaxLimit).Tracks;
            found.AddRange(tracks.Where(track => !hidden.Contains(track.Id)));
            if (hidden.Count == 0 || tracks.Count < TrackSearch.MaxLimit)
            {
                break;
            }
        }

        return [.. found.Take(TrackSearch.MaxLimit).Select(ToCandidate)];
    }

    private static CandidateTrack ToCandidate(CatalogTrack track) => new(
        track.Uri,
        track.Title,
        track.Artists,
        track.Album.Length > 0 ? track.Album : null,
        (int)track.Duration.TotalMilliseconds,
        track.Isrc,
        ReleaseDate: track.ReleaseDate.Length > 0 ? track.ReleaseDate : null);
}
