using System.Text.RegularExpressions;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>Finds featured artists inside titles and artist fields.</summary>
internal static partial class Featuring
{
    /// <summary>Splits <c>Song feat. A</c> into the text before and the names after; names are null when nobody is featured.</summary>
    public static (string Text, string? Names) Split(string text)
    {
        var match = Inline().Match(text);

        return match.Success ? (text[..match.Index].Trim(), match.Groups["names"].Value.Trim()) : (text, null);
    }

    /// <summary>The names of a bracket or suffix such as <c>with A</c>, or null when it is something else.</summary>
    public static string? Names(string segment)
    {
        var match = Segment().Match(segment);

        return match.Success ? match.Groups["names"].Value.Trim() : null;
    }

    [GeneratedRegex(@"(?:^|[\s,(\[])(?:feat\.?|ft\.?|featuring|f/)\s+(?<names>\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"^(?:with|w/|duet with|prod\.?(?: by)?|co-starring)\s+(?<names>\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Segment();
}
