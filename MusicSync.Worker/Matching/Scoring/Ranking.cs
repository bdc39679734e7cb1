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

        if (ranked is [{ Verdict: >= Verdict.OtherRecording }, ..])
        {
            return ranked;
        }

        var written = Certain(WantedSong.AsWritten(song), answers, note: null);

        return written is not null || ranked is [{ Verdict: Verdict.Question }, ..]
            ? written ?? ranked
            : Certain(WantedSong.Swapped(song), answers, "title and artist are swapped in the list") ?? ranked;
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
            .ThenByDescending(assessment => assessment.Track.DurationMs > 0)
            .ThenBy(assessment => assessment.IsCompilation),
    ];

    // Only a track that is certain shows that the row has to be read in another way.
    private static Assessment[]? Certain(WantedSong wanted, IReadOnlyList<SearchAnswer> answers, string? note)
    {
        if (Of(wanted, answers) is not [{ Verdict: Verdict.Certain } best, .. var rest])
        {
            return null;
        }

        return note is null ? [best, .. rest] : [best with { Verdict = Verdict.Likely, Reasons = [.. best.Reasons, note] }, .. rest];
    }
}
