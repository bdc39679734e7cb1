namespace MusicSync.Worker.Matching;

/// <summary>A candidate that was not taken, with its score and what speaks against it.</summary>
/// <param name="Uri">The track as <c>spotify:track:…</c>.</param>
/// <param name="Title">Title; null in the runner-up of an accepted row, where only id and score are kept.</param>
/// <param name="Artists">Artists; null in the runner-up of an accepted row.</param>
/// <param name="DurationMs">Length in milliseconds; 0 means unknown.</param>
/// <param name="Score">How close it is to the song, 0 to 1.</param>
/// <param name="Reasons">What differs, in words; null in the runner-up of an accepted row.</param>
public sealed record ScoredCandidate(
    string Uri,
    string? Title = null,
    IReadOnlyList<string>? Artists = null,
    int DurationMs = 0,
    double Score = 0,
    IReadOnlyList<string>? Reasons = null);
