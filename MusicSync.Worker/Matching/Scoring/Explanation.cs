using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Says in words why a song was not accepted.</summary>
internal static class Explanation
{
    /// <summary>The ground, from the best candidate there was.</summary>
    public static string Of(Assessment? best, int searches) => best switch
    {
        null when searches == 0 => "title and artist hold nothing to search for; give the song in letters, or the link of its track",
        null => "nothing with this title was found",
        { Verdict: Verdict.Likely or Verdict.Certain } => $"not certain enough for a strict list: {Notes(best)}",
        { Verdict: Verdict.Unwanted } => "only an explicit track was found, and this sync avoids them",
        { Verdict: Verdict.Undecided } => $"the list does not say which track it means: {Notes(best)}",
        { Verdict: Verdict.OtherRecording } => $"only another recording was found: {Notes(best)}",
        { Verdict: Verdict.Question, Title.Grade: TitleGrade.Partial } => "only a similar title by this artist was found",
        { Verdict: Verdict.Question } => $"perhaps the song: {Notes(best)}",
        { Artist: NameGrade.Different } => "only the same title by other artists was found",
        _ => $"only a lookalike was found: {Notes(best)}",
    };

    /// <summary>What was searched for, one reason a search.</summary>
    public static IEnumerable<string> Tried(IReadOnlyList<SearchAnswer> answers) =>
        answers.Select(answer => $"searched {Words(answer.Step)}: {answer.Tracks.Count} found");

    private static string Words(SearchStep step)
    {
        string?[] parts =
        [
            step.Query is null ? null : $"for \"{step.Query}\"",
            step.Isrc is null ? null : $"by ISRC {step.Isrc}",
            step.Title is null ? null : $"by title \"{step.Title}\"",
            step.Artist is null ? null : $"and artist \"{step.Artist}\"",
        ];

        return string.Join(' ', parts.OfType<string>());
    }

    private static string Notes(Assessment best) => string.Join("; ", best.Reasons);
}
