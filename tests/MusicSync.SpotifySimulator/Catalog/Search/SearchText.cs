using System.Globalization;
using System.Text;

namespace MusicSync.SpotifySimulator.Catalog.Search;

/// <summary>Brings titles, names and queries to the common form that the index holds.</summary>
internal static class SearchText
{
    /// <summary>Apostrophes as people type them: straight, typographic, modifier letter, prime, accents.</summary>
    public const string Apostrophes = "'’‘ʼ′`´";

    public static string Normalise(string text)
    {
        var compatible = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var result = new StringBuilder(compatible.Length);
        for (var i = 0; i < compatible.Length; i++)
        {
            Append(result, compatible, i);
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, string text, int at)
    {
        var c = text[at];
        if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c))
        {
            result.Append(c);
        }
        else if (Stylised(text, at) is { } letter)
        {
            result.Append(letter);
        }
        else if (!Apostrophes.Contains(c) && !IsAcronymDot(text, at))
        {
            result.Append(' ');
        }
    }

    /// <summary>A symbol that stands for a letter inside a name: P!nk, A$AP, Ke$ha.</summary>
    private static char? Stylised(string text, int at) => text[at] switch
    {
        '!' when IsLetter(text, at - 1) && IsLetter(text, at + 1) => 'i',
        '$' when IsLetter(text, at - 1) && IsLetter(text, at + 1) => 's',
        _ => null,
    };

    /// <summary>The dots of R.E.M. join, other dots split.</summary>
    private static bool IsAcronymDot(string text, int at) =>
        text[at] == '.' && IsLetter(text, at - 1) && !IsLetter(text, at - 2) && IsLetter(text, at + 1);

    private static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsLetter(text[at]);

    private static bool IsMark(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark;
}
