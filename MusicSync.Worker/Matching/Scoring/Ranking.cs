using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Judges all candidates of a song and puts the best first.</summary>
internal static class Ranking
{
    /// <summary>Candidates worth showing, best first; equal ones in the service's order.</summary>
    public static IReadOnlyList<Assessment> Of(Song song, IReadOnlyList<SearchAnswer> answers)
    {
        var ranked = Of(WantedSong.Of(song), answers);

        return ranked is [{ Verdict: >= Verdict.Question }, ..] || Swapped(song, answers) is not { } swapped ? ranked : swapped;
    }

    private static Assessment[] Of(WantedSong wanted, IReadOnlyList<SearchAnswer> answers) =>
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

    // Only a track that is certain the other way round shows that the columns were swapped.
    private static Assessment[]? Swapped(Song song, IReadOnlyList<SearchAnswer> answers)
    {
        if (Of(WantedSong.Swapped(song), answers) is not [{ Verdict: Verdict.Certain } best, .. var rest])
        {
            return null;
        }

        IReadOnlyList<string> reasons = [.. best.Reasons, "title and artist are swapped in the list"];

        return [best with { Verdict = Verdict.Likely, Reasons = reasons }, .. rest];
    }
}
