using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>
/// Artists shorten and change their names ("Dixie Chicks", "The Chicks"). A track with exactly the title is still the
/// song once a search for the title alone has shown nobody who is called as asked, and either one name is part of the
/// other, or the guests are the same and nobody else has a song of that name.
/// </summary>
internal static class Renamed
{
    private const int RareTitleWords = 2;

    /// <summary>Raises such a track to likely.</summary>
    public static IReadOnlyList<Assessment> Settle(IReadOnlyList<Assessment> ranked, IReadOnlyList<SearchAnswer> answers)
    {
        if (ranked is not [{ Verdict: Verdict.Question, Title.Grade: TitleGrade.Exact } best, ..]
            || !answers.Any(answer => answer.Step is { Title: not null, Artist: null }))
        {
            return ranked;
        }

        var renamed = best.Artist == NameGrade.Overlap || (best.Artist == NameGrade.Guests && IsRare(best, ranked));

        return renamed ? [best with { Verdict = Verdict.Likely }, .. ranked.Skip(1)] : ranked;
    }

    private static bool IsRare(Assessment best, IReadOnlyList<Assessment> ranked) =>
        Phrase.Of(best.Track.Title).ContentWords >= RareTitleWords
            && !ranked.Any(other => other.Artist == NameGrade.Different && other.Title.Grade == TitleGrade.Exact);
}
