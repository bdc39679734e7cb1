using MusicSync.Worker.Matching.Scoring;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Matching;

/// <summary>
/// One song on its way from the first search to the decision. Row and candidates are taken apart once, however often they
/// are looked at: after each answer, and at the end. For one caller at a time.
/// </summary>
internal sealed class SongLookup(Song song)
{
    private readonly List<SearchAnswer> _answers = [];
    private readonly Ranking _ranking = new(song);

    /// <summary>A song for which all of these searches were made.</summary>
    public static SongLookup Of(Song song, IEnumerable<SearchAnswer> answers)
    {
        var lookup = new SongLookup(song);
        foreach (var answer in answers)
        {
            lookup.Add(answer);
        }

        return lookup;
    }

    /// <summary>Takes in what the search that <see cref="Next"/> named has found.</summary>
    public void Add(SearchAnswer answer)
    {
        _answers.Add(answer);
        _ranking.Add(answer.Tracks);
    }

    /// <summary>The next search, or null when enough is known to decide.</summary>
    public SearchStep? Next() => SearchPlan.Next(_ranking, _answers);

    /// <summary>The decision from all that was found.</summary>
    public MatchDecision Decide(MatchRules rules) => SongMatcher.Decide(_ranking, _answers, rules);
}
