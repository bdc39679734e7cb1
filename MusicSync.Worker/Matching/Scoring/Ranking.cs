using MusicSync.Worker.Matching.Inputs;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Judges all candidates of a song and puts the best first. What is judged once stays judged when more are found.</summary>
internal sealed class Ranking(Song song)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<ParsedTrack> _found = [];
    private Reading? _asCleaned;
    private Reading? _asWritten;
    private Reading? _asSwapped;
    private Assessment[]? _best;

    /// <summary>The song as its list wrote it.</summary>
    public Song Song => song;

    /// <summary>The song, cleaned and taken apart.</summary>
    public WantedSong Wanted => Cleaned.Wanted;

    private Reading Cleaned => _asCleaned ??= new Reading(WantedSong.Of(song));

    /// <summary>Takes in candidates; one that is known already is passed over.</summary>
    public void Add(IEnumerable<CandidateTrack> tracks)
    {
        _best = null;
        _found.AddRange(tracks.Where(track => _known.Add(track.Uri)).Select(track => new ParsedTrack(track)));
    }

    /// <summary>Candidates worth showing, best first; equal ones in the service's order.</summary>
    public IReadOnlyList<Assessment> Best() => _best ??= Rank();

    private Assessment[] Rank()
    {
        var ranked = Cleaned.Rank(_found);

        if (ranked is [{ Verdict: >= Verdict.OtherRecording }, ..])
        {
            return ranked;
        }

        // Where cleaning changed nothing, reading the row as it is written finds nothing new.
        var written = Wanted.IsAsWritten ? null : Certain(_asWritten ??= new Reading(WantedSong.AsWritten(song)), note: null);

        return written is not null || ranked is [{ Verdict: Verdict.Question }, ..]
            ? written ?? ranked
            : Certain(_asSwapped ??= new Reading(Wanted.Swapped()), "title and artist are swapped in the list") ?? ranked;
    }

    // Only a track that is certain shows that the row has to be read in another way.
    private Assessment[]? Certain(Reading reading, string? note)
    {
        if (reading.Rank(_found) is not [{ Verdict: Verdict.Certain } best, .. var rest])
        {
            return null;
        }

        return note is null ? [best, .. rest] : [best with { Verdict = Verdict.Likely, Reasons = [.. best.Reasons, note] }, .. rest];
    }

    /// <summary>One way to read the row, and what each candidate is worth in it.</summary>
    private sealed class Reading(WantedSong wanted)
    {
        private readonly List<Assessment> _assessed = [];

        public WantedSong Wanted => wanted;

        public Assessment[] Rank(List<ParsedTrack> found)
        {
            _assessed.AddRange(found.Skip(_assessed.Count).Select(track => CandidateAssessor.Assess(wanted, track)));

            return
            [
                .. _assessed
                    .Where(assessment => assessment.Verdict > Verdict.Unrelated)
                    .OrderByDescending(assessment => assessment.Verdict)
                    .ThenByDescending(assessment => assessment.Score)
                    .ThenByDescending(assessment => assessment.Track.DurationMs > 0)
                    .ThenBy(assessment => assessment.IsCompilation),
            ];
        }
    }
}
