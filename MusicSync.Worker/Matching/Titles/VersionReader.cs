using System.Collections.Frozen;
using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>Reads one bracket or dash suffix of a title as a version label, if it is one.</summary>
internal static class VersionReader
{
    private static readonly FrozenSet<string> Generic = new[]
    {
        "remix", "remixed", "remixes", "mix", "mixed", "rmx", "edit", "edited", "version", "ver", "radio", "single", "album", "club",
        "extended", "original", "vocal", "short", "long", "longer", "video", "film", "main", "official", "feat", "by", "the", "of",
        "and", "a", "from", "with", "take", "bootleg", "rework", "remaster", "remastered", "mono", "stereo", "explicit", "clean",
        "dirty", "hit", "inch", "lp", "ep", "bonus", "track", "performance", "new", "in", "on", "title", "recording", "full",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The label in a segment, or null when the segment says nothing about a version.</summary>
    /// <param name="segment">The text inside brackets or after a dash.</param>
    /// <param name="isSuffix">Whether it follows a dash: a single word there ("Song - Street") is some version's name.</param>
    public static VersionLabel? Read(string segment, bool isSuffix)
    {
        var folded = Folding.Fold(segment);
        var recordings = VersionWords.RecordingsIn(folded);
        var editions = VersionWords.EditionsIn(folded);
        var names = NamesIn(folded);
        if (recordings == RecordingKinds.None)
        {
            recordings = Unnamed(folded, editions, names);
        }

        if (recordings == RecordingKinds.None && editions == Editions.None)
        {
            return isSuffix && !folded.Contains(' ') ? new VersionLabel(RecordingKinds.Version, editions, names, folded) : null;
        }

        return new VersionLabel(recordings, editions, IsNamed(recordings) ? names : [], folded);
    }

    private static bool IsNamed(RecordingKinds recordings) =>
        (recordings & (RecordingKinds.Remix | RecordingKinds.Mix | RecordingKinds.Version | RecordingKinds.Language)) != 0;

    // "Radio Edit" is an edition; "Robin Schulz Edit" is somebody's remix; "Salsa Version" is some other version.
    private static RecordingKinds Unnamed(string folded, Editions editions, string[] names)
    {
        if (VersionWords.PlainMix().IsMatch(folded) || (editions & Editions.Soundtrack) != 0)
        {
            return RecordingKinds.None;
        }

        if (VersionWords.Mix().IsMatch(folded))
        {
            return RecordingKinds.Mix;
        }

        if (names.Length > 0 && (editions & ~(Editions.RadioEdit | Editions.Single)) == 0 && VersionWords.Version().IsMatch(folded))
        {
            return folded.Contains("edit", StringComparison.Ordinal) ? RecordingKinds.Remix : RecordingKinds.Version;
        }

        return RecordingKinds.None;
    }

    private static string[] NamesIn(string folded) =>
        [.. folded.Split(' ').Where(word => !Generic.Contains(word) && !word.All(char.IsAsciiDigit))];
}

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

/// <summary>What names another edition of the same recording.</summary>
[Flags]
internal enum Editions
{
    None = 0,
    Remaster = 1 << 0,
    Single = 1 << 1,
    Album = 1 << 2,
    RadioEdit = 1 << 3,
    Soundtrack = 1 << 4,
    Mono = 1 << 5,
    Stereo = 1 << 6,
    Explicit = 1 << 7,
    Clean = 1 << 8,
    Bonus = 1 << 9,
    Year = 1 << 10,
    Original = 1 << 11,
    Other = 1 << 12,
}
