using System.Globalization;
using System.Text.RegularExpressions;
using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Inputs;

/// <summary>Words for a search: without the punctuation and small words that differ between spellings of one name.</summary>
internal static partial class SearchWords
{
    private const int MaxQueryLength = 100;
    private const string Apostrophes = "'’‘`´";

    /// <summary>Words of which a filter demands every one: those that spellings disagree about stay out.</summary>
    public static string Filter(string text)
    {
        var words = Words(text);
        var certain = words.Where((word, at) => !IsDoubtful(word) || (at == 0 && word is "N" or "n")).ToArray();

        return Cut(string.Join(' ', certain.Length > 0 ? certain : words));
    }

    /// <summary>Free text of title and artist, cut to what a query may hold.</summary>
    public static string Free(string title, string artist) => Cut(string.Join(' ', Words(title).Concat(Words(artist))));

    /// <summary>Words with a leading single letter joined to the next ("N Sync", "NSync"), or null when there is none.</summary>
    public static string? Joined(string text)
    {
        var words = Filter(text);
        var joined = LoneLetter().Replace(words, "");

        return joined == words ? null : joined;
    }

    // Guns'n'Roses
    [GeneratedRegex(@"(?<=\p{L})['’]n['’](?=\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex JoinedByN();

    [GeneratedRegex(@"(?<=^\p{L}) (?=\p{L})")]
    private static partial Regex LoneLetter();

    private static bool IsDoubtful(string word) =>
        word.Contains('*') || word.ToLowerInvariant() is "and" or "n" or "the" or "a" or "of" or "o" or "featuring" or "feat"
            || WordForms.IsVariant(word.Trim('!', '.').ToLowerInvariant());

    private static string[] Words(string text) =>
    [
        .. JoinedByN().Replace(Letters.WellFormed(text), " ").Split(' ').Select(Plain)
            .SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(IsSearchable),
    ];

    // The MCP host takes stars out of a query; marks without a letter below them are nothing to look for.
    private static bool IsSearchable(string word) =>
        word.Any(letter => letter != '*' && char.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark);

    // Whole words as far as they fit; of one that does not, as many whole characters as do.
    private static string Cut(string text)
    {
        if (text.Length <= MaxQueryLength)
        {
            return text;
        }

        if (text.LastIndexOf(' ', MaxQueryLength) is > 0 and var blank)
        {
            return text[..blank];
        }

        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(text, end) is <= MaxQueryLength and var next)
        {
            end = next;
        }

        // A letter with a hundred marks is one character, but marks can go.
        var cut = text[..(end > 0 ? end : MaxQueryLength)];

        return IsSearchable(cut) ? cut : "";
    }

    private static string Plain(string word) => string.Concat(word.Where(letter => !Apostrophes.Contains(letter)).Select(Spaced));

    private static char Spaced(char letter) => letter is '!' or '$' or '*' or '.' || char.IsLetterOrDigit(letter)
        || char.IsSurrogate(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark
        ? letter
        : ' ';
}
