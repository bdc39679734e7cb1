using MusicSync.Worker.Matching.Inputs;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Judges all candidates of a song and puts the best first.</summary>
internal static class Ranking
{
    private static readonly TimeSpan SameRelease = TimeSpan.FromSeconds(3);

    /// <summary>Candidates worth showing, best first; equal ones in the service's order.</summary>
    public static IReadOnlyList<Assessment> Of(WantedSong wanted, IReadOnlyList<SearchAnswer> answers)
    {
        Assessment[] judged =
        [
            .. answers
                .SelectMany(answer => answer.Tracks)
                .DistinctBy(track => track.Uri, StringComparer.Ordinal)
                .Select(track => CandidateAssessor.Assess(wanted, track))
                .Where(assessment => assessment.Verdict > Verdict.Unrelated),
        ];

        // The recording that most releases carry is the one people mean; live cuts with a plain title are loners.
        return
        [
            .. judged
                .OrderByDescending(assessment => assessment.Verdict)
                .ThenByDescending(assessment => assessment.Score)
                .ThenByDescending(assessment => Companions(assessment, judged))
                .ThenBy(assessment => assessment.IsCompilation),
        ];
    }

    private static int Companions(Assessment assessment, Assessment[] all) =>
        assessment.Track.DurationMs <= 0
            ? 0
            : all.Count(other => other.Verdict == assessment.Verdict && other.Track.DurationMs > 0
                && Math.Abs(other.Track.DurationMs - assessment.Track.DurationMs) <= SameRelease.TotalMilliseconds);
}
