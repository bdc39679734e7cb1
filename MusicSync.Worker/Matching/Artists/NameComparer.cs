using System.Collections.Frozen;
using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Artists;

/// <summary>Compares two artist names.</summary>
internal static class NameComparer
{
    private const int ShortestNickname = 3;
    private const int ShortestOverlap = 5;

    private static readonly FrozenSet<string> Titles = new[]
    {
        "the", "ms", "mr", "mrs", "sir", "jr", "sr", "sgt", "ssgt", "official", "and", "his", "her", "their", "los", "las",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Grades two names.</summary>
    public static NameGrade Compare(Phrase left, Phrase right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return NameGrade.Different;
        }

        if (left.Compact == right.Compact || string.Concat(left.Words) == string.Concat(right.Words))
        {
            return NameGrade.Same;
        }

        string[] one = [.. left.Words.Where(word => !Titles.Contains(word))];
        string[] two = [.. right.Words.Where(word => !Titles.Contains(word))];
        if (one.Length == 0 || two.Length == 0)
        {
            return NameGrade.Different;
        }

        if (string.Concat(one) == string.Concat(two))
        {
            return NameGrade.Same;
        }

        return IsNear(one, two) ? NameGrade.Near : Shared(one, two);
    }

    private static bool IsNear(string[] one, string[] two)
    {
        var left = string.Concat(one);
        var right = string.Concat(two);
        if (Math.Min(left.Length, right.Length) >= 6 && Spelling.IsSlip(left, right))
        {
            return true;
        }

        return Contains(one, two) || Contains(two, one) || IsShortened(one, two) || IsShortened(two, one);
    }

    // "John Mellencamp" in "John Cougar Mellencamp", "Ramsey Lewis" in "Ramsey Lewis Trio".
    private static bool Contains(string[] longer, string[] shorter) =>
        shorter.Length >= 2 && longer.Length > shorter.Length && shorter.All(word => longer.Contains(word, StringComparer.Ordinal));

    // "Rick Nelson" for "Ricky Nelson", "Lady A" for "Lady Antebellum".
    private static bool IsShortened(string[] full, string[] shortened) =>
        full.Length == shortened.Length && full.Length >= 2
            && full.Zip(shortened).Count(pair => pair.First != pair.Second) == 1
            && full.Zip(shortened).All(pair => pair.First.StartsWith(pair.Second, StringComparison.Ordinal)
                && (pair.First == pair.Second || pair.Second.Length is 1 or >= ShortestNickname));

    private static NameGrade Shared(string[] one, string[] two)
    {
        var (shorter, longer) = one.Length <= two.Length ? (one, two) : (two, one);

        return shorter.Length == 1 && shorter[0].Length >= ShortestOverlap && (longer[0] == shorter[0] || longer[^1] == shorter[0])
            ? NameGrade.Overlap
            : NameGrade.Different;
    }
}
