using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Titles;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Turns judged candidates into one of the three outcomes, and says why.</summary>
internal static class Decisions
{
    private const int MaxCandidates = 5;

    /// <summary>The outcome that a policy allows.</summary>
    public static MatchDecision From(
        Song song, IReadOnlyList<Assessment> ranked, IReadOnlyList<SearchAnswer> answers, MatchPolicy policy)
    {
        var best = ranked.Count > 0 ? ranked[0] : null;
        if (best is not null && best.Verdict >= MinAccepted(policy))
        {
            return Accept(song, best, ranked, answers.Count);
        }

        var outcome = best?.Verdict >= Verdict.Question ? MatchOutcome.Review : MatchOutcome.Missing;

        return new MatchDecision(
            song.Line,
            outcome,
            Track: null,
            best?.Score ?? 0,
            [Ground(best, answers.Count), .. Searched(answers)],
            [.. ranked.Take(MaxCandidates).Select(Shown)],
            answers.Count);
    }

    private static Verdict MinAccepted(MatchPolicy policy) => policy switch
    {
        MatchPolicy.Strict => Verdict.Certain,
        MatchPolicy.Eager => Verdict.OtherRecording,
        _ => Verdict.Likely,
    };

    private static MatchDecision Accept(Song song, Assessment best, IReadOnlyList<Assessment> ranked, int searches)
    {
        var track = best.Track;
        var chosen = new ChosenTrack(track.Uri, track.Title, track.Artists, track.Album, track.DurationMs, track.Isrc, track.CoverUrl);
        IReadOnlyList<string> reasons = best.Reasons.Count > 0 ? best.Reasons : ["same title and artist"];
        ScoredCandidate[] runnerUp = [.. ranked.Skip(1).Take(1).Select(next => new ScoredCandidate(next.Track.Uri, Score: next.Score))];

        return new MatchDecision(song.Line, MatchOutcome.Accepted, chosen, best.Score, reasons, runnerUp, searches);
    }

    private static ScoredCandidate Shown(Assessment candidate) => new(
        candidate.Track.Uri,
        candidate.Track.Title,
        candidate.Track.Artists,
        candidate.Track.DurationMs,
        candidate.Score,
        candidate.Reasons.Count > 0 ? candidate.Reasons : null,
        candidate.Track.Album,
        candidate.Track.ReleaseDate,
        candidate.Track.Explicit,
        candidate.Track.CoverUrl);

    // Why the song was not accepted, from the best candidate there was.
    private static string Ground(Assessment? best, int searches) => best switch
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

    // One reason a search.
    private static IEnumerable<string> Searched(IReadOnlyList<SearchAnswer> answers) =>
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
