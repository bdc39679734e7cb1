using System.Text.RegularExpressions;

namespace MusicSync.Worker.Matching.Inputs;

/// <summary>Titles that are names of audio files: <c>15-bran_van_3000-rose.mp3</c>.</summary>
internal static partial class FileNames
{
    /// <summary>Whether a title is a file's name.</summary>
    public static bool Has(string title) => Extension().IsMatch(title);

    /// <summary>The name without folder and extension, with words and separators as a title has them.</summary>
    public static string Name(string title)
    {
        if (!Has(title))
        {
            return LeadingNumber().Replace(title, "$1 ");
        }

        var name = Extension().Replace(title, "");
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Replace('_', ' ');

        return name.Contains(" - ", StringComparison.Ordinal) || DiscNumber().IsMatch(name) ? name : BareHyphen().Replace(name, " - ");
    }

    [GeneratedRegex(@"\.(mp3|m4a|flac|wav|ogg|opus|aac|wma|aiff?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    // 03_Yesterday
    [GeneratedRegex(@"^(0\d)_(?=\p{L})")]
    private static partial Regex LeadingNumber();

    // 1-03 Yesterday
    [GeneratedRegex(@"^\d{1,2}-\d\d\s")]
    private static partial Regex DiscNumber();

    [GeneratedRegex(@"(?<=\S)-(?=\S)")]
    private static partial Regex BareHyphen();
}
