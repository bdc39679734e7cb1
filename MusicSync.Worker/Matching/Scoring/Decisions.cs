using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Turns judged candidates into one of the three outcomes.</summary>
internal static class Decisions
{
    private const int MostCandidates = 5;

    /// <summary>The outcome that a policy allows.</summary>
    public static MatchDecision From(
        Song song, IReadOnlyList<Assessment> ranked, IReadOnlyList<SearchAnswer> answers, MatchPolicy policy)
    {
        var best = ranked.Count > 0 ? ranked[0] : null;
        if (best is not null && best.Verdict >= LeastAccepted(policy))
        {
            return Accept(song, best, ranked, answers.Count);
        }

        var outcome = best?.Verdict >= Verdict.Question ? MatchOutcome.Review : MatchOutcome.Missing;

        return new MatchDecision(
            song.Line,
            outcome,
            Track: null,
            best?.Score ?? 0,
            [Explanation.Of(best, answers.Count), .. Explanation.Tried(answers)],
            [.. ranked.Take(MostCandidates).Select(Shown)],
            answers.Count);
    }

    private static Verdict LeastAccepted(MatchPolicy policy) => policy switch
    {
        MatchPolicy.Strict => Verdict.Certain,
        MatchPolicy.Eager => Verdict.OtherRecording,
        _ => Verdict.Likely,
    };

    private static MatchDecision Accept(Song song, Assessment best, IReadOnlyList<Assessment> ranked, int searches)
    {
        var track = best.Track;
        var chosen = new ChosenTrack(track.Uri, track.Title, track.Artists, track.Album, track.DurationMs, track.Isrc);
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
        candidate.Reasons.Count > 0 ? candidate.Reasons : null);
}
