using System.Text;

namespace MusicSync.Worker.Matching.Text;

/// <summary>Letters that no Unicode form takes apart, and letters borrowed from another script for their looks.</summary>
internal static class Letters
{
    // Cyrillic letters by what they look like, not by what they sound like: only for words that mix them with Latin.
    private const string Borrowed = "авдекиймнорстухщшяь";
    private const string LooksLike = "abaeknnmhopctyxwwrb";

    /// <summary>The usual Latin spelling of a letter, or null when it needs none.</summary>
    public static string? Spelled(char letter) => letter switch
    {
        'ø' => "o",
        'đ' or 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => null,
    };

    /// <summary>The text with a replacement character for each half of a surrogate pair, which nothing in Unicode can take.</summary>
    public static string WellFormed(string text) =>
        text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes()) : text;

    /// <summary>Puts Latin letters for Cyrillic ones in words that hold both ("KoЯn"); words of one script stay.</summary>
    public static string Unmixed(string folded)
    {
        if (!folded.Any(IsCyrillic) || !folded.Any(char.IsAsciiLetter))
        {
            return folded;
        }

        return string.Join(' ', folded.Split(' ').Select(UnmixedWord));
    }

    private static string UnmixedWord(string word)
    {
        if (!word.Any(IsCyrillic) || !word.Any(char.IsAsciiLetter))
        {
            return word;
        }

        var latin = new StringBuilder(word.Length);
        foreach (var letter in word)
        {
            var at = Borrowed.IndexOf(letter, StringComparison.Ordinal);
            latin.Append(at < 0 ? letter : LooksLike[at]);
        }

        return latin.ToString();
    }

    private static bool IsCyrillic(char letter) => letter is >= '\u0400' and <= '\u04FF';
}
