using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>What was found out about one candidate.</summary>
/// <param name="Found">The candidate, taken apart.</param>
/// <param name="Verdict">What it is worth.</param>
/// <param name="Score">How close it is, 0 to 1.</param>
/// <param name="Title">How the titles compare.</param>
/// <param name="Artist">How the artists compare.</param>
/// <param name="Reasons">What differs, in words; empty when nothing does.</param>
/// <param name="IsCompilation">Whether it stands on an album that gathers others' tracks.</param>
internal sealed record Assessment(
    ParsedTrack Found,
    Verdict Verdict,
    double Score,
    TitleLikeness Title,
    NameGrade Artist,
    IReadOnlyList<string> Reasons,
    bool IsCompilation = false)
{
    /// <summary>The candidate.</summary>
    public CandidateTrack Track => Found.Track;
}

/// <summary>What a single candidate is worth.</summary>
internal enum Verdict
{
    /// <summary>Another song.</summary>
    Unrelated,

    /// <summary>The same title by somebody else, or an imitation: worth showing, never worth taking.</summary>
    Lookalike,

    /// <summary>Perhaps the song: a person has to say.</summary>
    Question,

    /// <summary>The song, but marked as explicit, which the sync avoids; no policy takes it.</summary>
    Unwanted,

    /// <summary>The song by this artist in another recording or length; only an eager policy takes it.</summary>
    OtherRecording,

    /// <summary>The song, or half of what was asked for: the list does not say which of two tracks it means.</summary>
    Undecided,

    /// <summary>The song, but for spelling or edition.</summary>
    Likely,

    /// <summary>The song beyond reasonable doubt.</summary>
    Certain,
}
