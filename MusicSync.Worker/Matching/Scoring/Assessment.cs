using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>What was found out about one candidate.</summary>
/// <param name="Track">The candidate.</param>
/// <param name="Verdict">What it is worth.</param>
/// <param name="Score">How close it is, 0 to 1.</param>
/// <param name="Title">How the titles compare.</param>
/// <param name="Artist">How the artists compare.</param>
/// <param name="Reasons">What differs, in words; empty when nothing does.</param>
/// <param name="IsCompilation">Whether it stands on an album that gathers others' tracks.</param>
internal sealed record Assessment(
    CandidateTrack Track,
    Verdict Verdict,
    double Score,
    TitleLikeness Title,
    NameGrade Artist,
    IReadOnlyList<string> Reasons,
    bool IsCompilation = false);
