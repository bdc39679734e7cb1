namespace MusicSync.Worker.Matching.Scoring;

/// <summary>The comparison of two version labels.</summary>
/// <param name="Clash">How badly they contradict each other.</param>
/// <param name="Cost">How far the editions are apart, for ranking.</param>
/// <param name="Note">What differs, in words; null when nothing does.</param>
internal readonly record struct VersionLikeness(VersionClash Clash, double Cost, string? Note = null);

/// <summary>How badly two versions contradict each other.</summary>
internal enum VersionClash
{
    /// <summary>The same recording as far as the words go.</summary>
    None,

    /// <summary>Another recording by the same artist.</summary>
    OtherRecording,

    /// <summary>Somebody else's rendering: karaoke, tribute, cover.</summary>
    Imitation,
}
