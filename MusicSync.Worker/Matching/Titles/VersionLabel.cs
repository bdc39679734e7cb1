namespace MusicSync.Worker.Matching.Titles;

/// <summary>What a title says about its version.</summary>
/// <param name="Recordings">Words that make it another recording.</param>
/// <param name="Editions">Words that only make it another edition.</param>
/// <param name="Names">Who or what the version is named after, as folded words: the remixer, the adjective.</param>
/// <param name="Words">The label as folded text, for ranking and for the reasons.</param>
internal sealed record VersionLabel(RecordingKinds Recordings, Editions Editions, IReadOnlyList<string> Names, string Words)
{
    /// <summary>A title that says nothing about its version.</summary>
    public static readonly VersionLabel Plain = new(RecordingKinds.None, Editions.None, [], "");

    /// <summary>Both labels together.</summary>
    public VersionLabel With(VersionLabel other) => new(
        Recordings | other.Recordings,
        Editions | other.Editions,
        [.. Names, .. other.Names],
        Words.Length == 0 ? other.Words : $"{Words}; {other.Words}");
}
