using System.Text.RegularExpressions;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>What an album's name says about every track on it.</summary>
internal static partial class AlbumWords
{
    /// <summary>The other-recording words that hold for the whole album.</summary>
    public static RecordingKinds RecordingsOf(string folded)
    {
        if (folded.Length == 0)
        {
            return RecordingKinds.None;
        }

        var found = RecordingKinds.None;
        found |= Live().IsMatch(folded) ? RecordingKinds.Live : RecordingKinds.None;
        found |= Unplugged().IsMatch(folded) ? RecordingKinds.Live | RecordingKinds.Acoustic : RecordingKinds.None;
        found |= Karaoke().IsMatch(folded) ? RecordingKinds.Karaoke : RecordingKinds.None;
        found |= Rerecorded().IsMatch(folded) ? RecordingKinds.Rerecorded : RecordingKinds.None;

        return found;
    }

    /// <summary>Whether an album gathers tracks of other albums.</summary>
    [GeneratedRegex(
        @"\b(greatest|best of|the best|hits|collection|essential|anthology|gold|ultimate|platinum|singles|"
        + @"masters|definitive|now thats what|top \d+|\d0s|various)\b")]
    public static partial Regex Compilation();

    [GeneratedRegex(
        @"\blive (at|in|from|on|\d)|\blive$|\bin concert\b|\bunplugged\b|\ben vivo\b|\bao vivo\b|"
        + @"\blive (album|sessions?|recordings?|version|edition)\b")]
    private static partial Regex Live();

    [GeneratedRegex(@"\bunplugged\b")]
    private static partial Regex Unplugged();

    [GeneratedRegex(
        @"\b(karaoke|tribute|in the style of|made famous|originally performed|cover versions?|covers of)\b")]
    private static partial Regex Karaoke();

    [GeneratedRegex(@"\b(re ?recorded|rerecorded|taylors version)\b")]
    private static partial Regex Rerecorded();
}
