using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>Finds labels that promise one length beside a track that has another.</summary>
internal static class LengthClash
{
    private const string OriginalMix = "original mix";

    // Radio edits and singles stay well below this, "original mixes" for dance floors above.
    private static readonly TimeSpan LongestEdit = TimeSpan.FromSeconds(285);

    /// <summary>What clashes, in words; null when nothing does or the length is unknown.</summary>
    public static string? Note(VersionLabel asked, VersionLabel given, int durationMs)
    {
        if (asked.Words == OriginalMix && (given.Editions & Editions.RadioEdit) != 0)
        {
            return $"a radio edit, the list asks for the \"{OriginalMix}\"";
        }

        if (durationMs <= LongestEdit.TotalMilliseconds)
        {
            return null;
        }

        if ((asked.Editions & Editions.RadioEdit) != 0 && (given.Editions & (Editions.RadioEdit | Editions.Single)) == 0)
        {
            return $"too long for the \"{asked.Words}\" that the list asks for";
        }

        return given.Words == OriginalMix && asked.Words.Length == 0 ? "a longer version (original mix)" : null;
    }
}
