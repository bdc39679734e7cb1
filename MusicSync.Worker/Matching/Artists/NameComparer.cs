using System.Collections.Frozen;
using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Artists;

/// <summary>Compares two artist names.</summary>
internal static class NameComparer
{
    private const int MinNicknameLength = 3;
    private const int MinOverlapLength = 5;

    private static readonly FrozenSet<string> Titles = new[]
    {
        "the", "ms", "mr", "mrs", "sir", "jr", "sr", "sgt", "ssgt", "official", "and", "his", "her", "their", "los", "las",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Grades two names.</summary>
    public static NameGrade Compare(Phrase wanted, Phrase found)
    {
        if (wanted.IsEmpty || found.IsEmpty)
        {
            return NameGrade.Different;
        }

        if (wanted.Compact == found.Compact || string.Concat(wanted.Words) == string.Concat(found.Words))
        {
            // People leave dots out ("REM"); they do not put dots into a name that has none: "M.I.A." is not "MIA".
            return wanted.IsInitials && !found.IsInitials ? NameGrade.Shortened : NameGrade.Same;
        }

        string[] one = [.. wanted.Words.Where(word => !Titles.Contains(word))];
        string[] two = [.. found.Words.Where(word => !Titles.Contains(word))];
        if (one.Length == 0 || two.Length == 0)
        {
            return NameGrade.Different;
        }

        if (string.Concat(one) == string.Concat(two))
        {
            return NameGrade.Same;
        }

        if (IsNear(one, two))
        {
            return NameGrade.Near;
        }

        if (IsInitial(one, two) || IsInitial(two, one))
        {
            return NameGrade.Shortened;
        }

        return one.Length <= two.Length ? Shared(one, two, wanted) : Shared(two, one, found);
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
        shorter.Length >= 2 && longer.Length > shorter.Length
            && shorter.All(word => longer.Contains(word, StringComparer.Ordinal)) && !IsMember(longer, shorter);

    // "Stokley of Mint Condition" is one of them, not the band.
    private static bool IsMember(string[] longer, string[] shorter) =>
        Array.IndexOf(longer, shorter[0]) is > 0 and var at && longer[at - 1] is "of" or "from";

    // "Rick Nelson" for "Ricky Nelson".
    private static bool IsShortened(string[] full, string[] shortened) =>
        Cut(full, shortened) is { Length: >= MinNicknameLength };

    // "Lady A" for "Lady Antebellum".
    private static bool IsInitial(string[] full, string[] shortened) => Cut(full, shortened) is { Length: 1 };

    // The only word that is cut short on one side, all others being equal.
    private static string? Cut(string[] full, string[] shortened)
    {
        if (full.Length != shortened.Length || full.Length < 2)
        {
            return null;
        }

        var pairs = full.Zip(shortened).Where(pair => pair.First != pair.Second).ToArray();

        return pairs is [var (whole, cut)] && whole.StartsWith(cut, StringComparison.Ordinal) ? cut : null;
    }

    // A singer drops the surname ("Ahmad" for "Ahmad Lewis"), a band its first word but not the article ("The Chicks").
    private static NameGrade Shared(string[] shorter, string[] longer, Phrase name)
    {
        if (shorter is not [{ Length: >= MinOverlapLength } word] || longer.Length != 2)
        {
            return NameGrade.Different;
        }

        return longer[name.Words[0] == "the" ? 1 : 0] == word ? NameGrade.Overlap : NameGrade.Different;
    }
}

/// <summary>How far two names mean the same artist.</summary>
internal enum NameGrade
{
    /// <summary>Somebody else.</summary>
    Different,

    /// <summary>Only some guests agree.</summary>
    Weak,

    /// <summary>Somebody who was not asked for comes first, or only the second of a pair is credited.</summary>
    Second,

    /// <summary>All guests agree, the lead does not: an alias of the lead, or another song with the same guest.</summary>
    Guests,

    /// <summary>One name is a word of the other: often a renamed artist ("The Chicks"), sometimes a namesake.</summary>
    Overlap,

    /// <summary>The same only if an abbreviation is read in one of several ways ("Lady A", "D.R.A.M." and "Dram").</summary>
    Shortened,

    /// <summary>The same but for spelling, a title or a middle name.</summary>
    Near,

    /// <summary>The same name.</summary>
    Same,
}
