using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MusicSync.Worker.Matching.Text;

/// <summary>Reduces a text to lower-case words with single spaces, so that two spellings of one name become equal.</summary>
internal static partial class Folding
{
    /// <summary>Folds a text; one without any letter or digit ("???") keeps its symbols, so that it never becomes empty.</summary>
    public static string Fold(string text)
    {
        var plain = Unify(text);
        var folded = Words(plain);

        return folded.Length > 0 ? folded : plain.Trim();
    }

    private static string Unify(string text)
    {
        var value = Ascii.IsValid(text) ? text.Replace('`', '\'').ToLowerInvariant() : Latin(text);
        value = value.Replace("'n'", " n ", StringComparison.Ordinal);
        if (value.Contains("in'", StringComparison.Ordinal))
        {
            value = DroppedG().Replace(value, "ing");
        }

        return value.Contains('.', StringComparison.Ordinal)
            ? Initials().Replace(value, match => match.Value.Replace(".", "", StringComparison.Ordinal))
            : value;
    }

    private static string Latin(string text)
    {
        var value = DegreeSign().Replace(Letters.WellFormed(text), " degrees ").Normalize(NormalizationForm.FormKC).ToLowerInvariant();

        return WithoutMarks(Apostrophe().Replace(value, "'"));
    }

    // Only the Latin, Greek and Cyrillic accents (U+0300 to U+036F) go: Kana voicing marks and Indic vowels change the
    // word, and Hangul has to be put together again.
    private static string WithoutMarks(string value)
    {
        var letters = new StringBuilder(value.Length);
        foreach (var letter in value.Normalize(NormalizationForm.FormKD))
        {
            if (letter is >= '\u0300' and <= '\u036F')
            {
                continue;
            }

            _ = Letters.Spelled(letter) is { } spelled ? letters.Append(spelled) : letters.Append(letter);
        }

        return letters.ToString().Normalize(NormalizationForm.FormKC);
    }

    private static string Words(string value)
    {
        var folded = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            AppendSymbol(folded, value, at);
        }

        return Letters.Unmixed(folded.ToString().TrimEnd());
    }

    private static void AppendSymbol(StringBuilder folded, string value, int at)
    {
        var symbol = value[at];
        var before = at > 0 ? value[at - 1] : ' ';
        var after = at + 1 < value.Length ? value[at + 1] : ' ';
        _ = symbol switch
        {
            '\'' => folded,
            '&' or '+' => Spaced(folded).Append("and "),
            '@' => Spaced(folded).Append("at "),
            '$' when char.IsLetter(before) || char.IsLetter(after) => folded.Append('s'),
            '!' when char.IsLetter(before) && char.IsLetter(after) => folded.Append('i'),
            '*' when char.IsLetter(before) || (before == '*' && folded.Length > 0 && folded[^1] == '*') => folded.Append('*'),
            '.' when char.IsDigit(before) && char.IsDigit(after) => folded.Append('.'),
            _ when IsWordPart(symbol) => folded.Append(symbol),
            _ => Spaced(folded),
        };
    }

    private static StringBuilder Spaced(StringBuilder folded) =>
        folded.Length == 0 || folded[^1] == ' ' ? folded : folded.Append(' ');

    private static bool IsWordPart(char symbol) =>
        char.IsLetterOrDigit(symbol) || char.IsSurrogate(symbol)
            || char.GetUnicodeCategory(symbol) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    [GeneratedRegex(@"(?<=\d)\s?[°º]")]
    private static partial Regex DegreeSign();

    [GeneratedRegex("[\u2018\u2019\u201B\u02BC\u0060\u00B4\u2032]")]
    private static partial Regex Apostrophe();

    // walkin' = walking
    [GeneratedRegex(@"(?<=[\p{L}*]\p{L})in'(?!\p{L})")]
    private static partial Regex DroppedG();

    // R.O.C.K. = ROCK, B.J. Thomas = BJ Thomas
    [GeneratedRegex(@"(?<![\p{L}\d])\p{L}(?:\.\p{L})+\.?(?!\p{L})")]
    private static partial Regex Initials();
}
