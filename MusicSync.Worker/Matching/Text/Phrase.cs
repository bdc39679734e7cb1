using System.Text.RegularExpressions;

namespace MusicSync.Worker.Matching.Text;

/// <summary>A folded text as words in their canonical forms, ready to be compared.</summary>
internal sealed partial class Phrase
{
    /// <summary>No words at all.</summary>
    public static readonly Phrase Empty = new("", isInitials: false);

    private Phrase(string folded, bool isInitials)
    {
        Folded = folded;
        IsInitials = isInitials;
        Words = folded.Length == 0 ? [] : Canonical(folded.Split(' '));
        var said = Words.Length > 1 && Words[0] is "the" or "a" or "an" ? Words.AsSpan(1) : Words.AsSpan();
        Compact = string.Concat(said);
    }

    /// <summary>The folded text.</summary>
    public string Folded { get; }

    /// <summary>Whether all of it was written as initials with dots ("R.E.M.").</summary>
    public bool IsInitials { get; }

    /// <summary>Canonical words in order.</summary>
    public string[] Words { get; }

    /// <summary>All words without spaces and without a leading article: "Funky Town" and "Funkytown" are equal.</summary>
    public string Compact { get; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Words.Length == 0;

    /// <summary>Folds a raw text into words.</summary>
    public static Phrase Of(string raw) => raw.Length == 0
        ? Empty
        : new Phrase(Folding.Fold(raw), raw.Contains('.', StringComparison.Ordinal) && Initials().IsMatch(raw));

    /// <summary>How many words carry a meaning of their own.</summary>
    public int ContentWords => Words.Count(word => !WordForms.IsSmall(word));

    // A lone "n" joins words (rock n roll); at an end it is part of a name (N Sync).
    private static string[] Canonical(string[] words) =>
        [.. words.Select((word, at) => word == "n" && (at == 0 || at == words.Length - 1) ? word : WordForms.Canonical(word))];

    [GeneratedRegex(@"^\s*(\p{L}\.\s?)+\p{L}\.?\s*$")]
    private static partial Regex Initials();

    /// <inheritdoc/>
    public override string ToString() => Folded;
}
