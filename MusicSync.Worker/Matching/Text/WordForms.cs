using System.Collections.Frozen;

namespace MusicSync.Worker.Matching.Text;

/// <summary>Words that stand for one another in titles and names, and words that carry little meaning.</summary>
internal static class WordForms
{
    private static readonly FrozenDictionary<string, string> Forms = Table(
        """
        n=and und=and u=you ur=your ya=you luv=love lovin=loving pt=part pts=part parts=part parte=part
        vol=volume ol=old ole=old one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10
        eleven=11 twelve=12 first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9
        tenth=10 ii=2 iii=3 iv=4 vi=6 vii=7 viii=8 ix=9 xi=11 xii=12 ok=okay til=till em=them colour=color
        cos=because cause=because coz=because cuz=because thru=through nite=night ooo=oh ooh=oh oooh=oh ohh=oh uhh=uh ugh=uh aah=ah ahh=ah
        """);

    private static readonly FrozenSet<string> Small = new[]
    {
        "the", "a", "an", "and", "of", "to", "in", "on", "for", "is", "it", "from", "its", "oh", "uh", "ah", "o", "la", "el", "le",
        "de", "that", "i", "im",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Words that carry a meaning, but not enough to tell long titles apart.
    private static readonly FrozenSet<string> Fillers = new[]
    {
        "with", "you", "me", "my", "your", "we", "us", "be", "am", "are", "was", "so", "just", "do", "at", "by", "and", "now",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Swear = new[]
    {
        "fuck", "fucking", "fuckin", "fucked", "motherfucker", "shit", "bullshit", "bitch", "bitches", "nigga", "niggas", "niggaz",
        "dick", "ass", "asshole", "pussy", "hoe", "hoes", "damn",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The form under which a folded word is compared.</summary>
    public static string Canonical(string word) => Forms.GetValueOrDefault(word, word);

    /// <summary>Whether a word may be missing on one side without making it another title.</summary>
    public static bool IsSmall(string word) => Small.Contains(word);

    /// <summary>Whether a word is an article or a call, which even short titles have or not.</summary>
    public static bool IsArticle(string word) => word is "the" or "a" or "an" or "and" or "oh" or "uh" or "ah" or "o";

    /// <summary>Whether a word is small, or one such as "with" or "you" that a long title may have or not.</summary>
    public static bool IsFiller(string word) => IsSmall(word) || Fillers.Contains(word);

    /// <summary>Whether a clean edition of a title has another word, or stars, in its place.</summary>
    public static bool IsSwear(string word) => word.Contains('*') || Swear.Contains(word);

    /// <summary>Whether a folded word is one of several spellings of another word ("u", "nite", "uhh"); numbers do not count.</summary>
    public static bool IsVariant(string word) => Forms.TryGetValue(word, out var form) && !IsNumber(form);

    /// <summary>Whether a canonical word counts something, such as <c>2</c> or <c>4.5</c>.</summary>
    public static bool IsNumber(string word) =>
        word.Length > 0 && char.IsAsciiDigit(word[0]) && word.All(letter => char.IsAsciiDigit(letter) || letter == '.');

    private static FrozenDictionary<string, string> Table(string pairs) =>
        pairs
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
