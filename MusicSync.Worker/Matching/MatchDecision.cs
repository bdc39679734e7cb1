namespace MusicSync.Worker.Matching;

/// <summary>What was decided about one song, and why.</summary>
/// <param name="Line">The song's <see cref="Songs.Song.Line"/>.</param>
/// <param name="Outcome">Accepted, for review, or missing.</param>
/// <param name="Track">The accepted track; null for any other outcome.</param>
/// <param name="Score">How close the best candidate is, 0 to 1; 0 when there is none.</param>
/// <param name="Reasons">The grounds in words, most important first.</param>
/// <param name="Candidates">Best first: at most one runner-up beside an accepted track, else at most five.</param>
/// <param name="Searches">How many searches were spent on the song.</param>
public sealed record MatchDecision(
    int Line,
    MatchOutcome Outcome,
    ChosenTrack? Track,
    double Score,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<ScoredCandidate> Candidates,
    int Searches = 0);
