using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>
/// A track whose artist only resembles the one asked for is still the song when the title is rare: a search for the
/// title alone, without an artist, named nobody else.
/// </summary>
internal static class Uniqueness
{
    private const int FewestContentWords = 2;
    private const int FewestLetters = 8;

    /// <summary>Raises such a track to likely.</summary>
    public static IReadOnlyList<Assessment> Settle(IReadOnlyList<Assessment> ranked, IReadOnlyList<SearchAnswer> answers)
    {
        if (ranked is not [{ Verdict: Verdict.Question, Artist: NameGrade.Weak, Title.Grade: TitleGrade.Exact } best, ..]
            || !answers.Any(answer => answer.Step is { Title: not null, Artist: null }))
        {
            return ranked;
        }

        var title = Phrase.Of(best.Track.Title);
        var rare = title.ContentWords >= FewestContentWords && title.Compact.Length >= FewestLetters
            && !ranked.Any(other => other.Artist == NameGrade.Different && other.Title.Grade == TitleGrade.Exact);

        return rare
            ? [best with { Verdict = Verdict.Likely, Reasons = [.. best.Reasons, "nobody else has this title"] }, .. ranked.Skip(1)]
            : ranked;
    }
}
