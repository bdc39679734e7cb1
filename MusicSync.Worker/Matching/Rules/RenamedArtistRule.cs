using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Scoring;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Rules;

/// <summary>
/// Artists shorten and change their names ("Dixie Chicks", "The Chicks"). A track with exactly the title is still the
/// song once a search for the title alone has shown nobody who is called as asked, and either one name is part of the
/// other, or the guests are the same and nobody else has a song of that name.
/// </summary>
internal static class RenamedArtistRule
{
    private const int RareTitleWords = 2;

    /// <summary>Raises such a track to likely.</summary>
    public static IReadOnlyList<Assessment> Apply(IReadOnlyList<Assessment> ranked, IReadOnlyList<SearchAnswer> answers)
    {
        if (ranked is not [{ Verdict: Verdict.Question, Title: { Grade: TitleGrade.Exact, Note: null } } best, ..]
            || !answers.Any(answer => answer.Step is { Title: not null, Artist: null }))
        {
            return ranked;
        }

        var renamed = best.Artist switch
        {
            NameGrade.Overlap => true,
            NameGrade.Shortened => IsRare(best),
            NameGrade.Guests => IsRare(best) && IsAlone(ranked),
            _ => false,
        };

        return renamed ? [best with { Verdict = Verdict.Likely }, .. ranked.Skip(1)] : ranked;
    }

    private static bool IsRare(Assessment best) => best.Found.Title.Full.ContentWords >= RareTitleWords;

    private static bool IsAlone(IReadOnlyList<Assessment> ranked) =>
        !ranked.Any(other => other.Artist == NameGrade.Different && other.Title.Grade == TitleGrade.Exact);
}
