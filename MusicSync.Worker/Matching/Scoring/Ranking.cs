using MusicSync.Worker.Matching.Inputs;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Judges all candidates of a song and puts the best first.</summary>
internal static class Ranking
{
    /// <summary>Candidates worth showing, best first; equal ones in the service's order.</summary>
    public static IReadOnlyList<Assessment> Of(WantedSong wanted, IReadOnlyList<SearchAnswer> answers)
    {
        return
        [
            .. answers
                .SelectMany(answer => answer.Tracks)
                .DistinctBy(track => track.Uri, StringComparer.Ordinal)
                .Select(track => CandidateAssessor.Assess(wanted, track))
                .Where(assessment => assessment.Verdict > Verdict.Unrelated)
                .OrderByDescending(assessment => assessment.Verdict)
                .ThenByDescending(assessment => assessment.Score)
                .ThenBy(assessment => assessment.IsCompilation),
        ];
    }
}
