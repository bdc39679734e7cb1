namespace MusicSync.Worker.Matching;

/// <summary>A search that was made and the tracks it found, in the service's order.</summary>
/// <param name="Step">What was asked.</param>
/// <param name="Tracks">What was answered, possibly nothing.</param>
public sealed record SearchAnswer(SearchStep Step, IReadOnlyList<CandidateTrack> Tracks);
