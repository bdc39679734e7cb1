using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>
/// Artists shorten and extend their names ("Dixie Chicks", "The Chicks"). A track with exactly the title, by an artist
/// whose name is part of the one asked for, is the song once a search for the title alone has shown nobody who is
/// called exactly as asked.
/// </summary>
internal static class Renamed
{
    /// <summary>Raises such a track to likely.</summary>
    public static IReadOnlyList<Assessment> Settle(IReadOnlyList<Assessment> ranked, IReadOnlyList<SearchAnswer> answers) =>
        ranked is [{ Verdict: Verdict.Question, Artist: NameGrade.Overlap, Title.Grade: TitleGrade.Exact } best, ..]
            && answers.Any(answer => answer.Step is { Title: not null, Artist: null })
            ? [best with { Verdict = Verdict.Likely }, .. ranked.Skip(1)]
            : ranked;
}
