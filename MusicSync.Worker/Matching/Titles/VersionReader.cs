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
