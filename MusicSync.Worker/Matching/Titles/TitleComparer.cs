using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>Compares the songs' names in two titles; versions and featured names are compared elsewhere.</summary>
internal static class TitleComparer
{
    private const int ExactOnlyUpTo = 5;
    private const int MinMisspeltLength = 7;
    private const int MinContentWords = 3;
    private const int MinTellingWords = 4;
    private const double Misspelt = 0.95;
    private const double OtherBrackets = 0.002;
    private const double ExactFrom = 0.97;
    private const double NearFrom = 0.86;
    private const double OrderlessFrom = 0.95;
    private const double PartialFrom = 0.72;

    /// <summary>The best way in which the two titles agree.</summary>
    public static TitleLikeness Compare(ParsedTitle wanted, ParsedTitle found)
    {
        var best = Compare(wanted.Full, found.Full);
        if (best.Grade == TitleGrade.Exact)
        {
            return wanted.Subtitles.Count == found.Subtitles.Count ? best : best with { Score = best.Score - OtherBrackets };
        }

        return best
            .Or(Cores(wanted, found))
            .Or(Sides(wanted.Sides, found, "one side of a double title"))
            .Or(Sides(found.Sides, wanted, "the track names a second song") with { IsOneOfTwo = true, Side = null })
            .Or(Labelled(wanted, found))
            .Or(Heads(wanted, found))
            .Or(Subtitles(wanted, found))
            .Or(Subtitles(found, wanted));
    }

    /// <summary>Compares two bare names.</summary>
    public static TitleLikeness Compare(Phrase wanted, Phrase found)
    {
        if (string.Equals(wanted.Compact, found.Compact, StringComparison.Ordinal))
        {
            return new TitleLikeness(TitleGrade.Exact, 1);
        }

        var left = PartNumber.Of(wanted);
        var right = PartNumber.Of(found);
        if (left.Number == right.Number)
        {
            return Words(left.Words, right.Words);
        }

        var first = (left.Number.Length == 0 && right.IsFirst) || (right.Number.Length == 0 && left.IsFirst);

        return first
            ? Words(left.Words, right.Words).But("only one of the titles says part 1", 0.03)
            : TitleLikeness.None;
    }

    private static TitleLikeness Words(string[] left, string[] right)
    {
        var one = string.Concat(left);
        var two = string.Concat(right);
        if (one == two)
        {
            return new TitleLikeness(TitleGrade.Exact, 1);
        }

        if (Math.Min(one.Length, two.Length) >= MinMisspeltLength && Spelling.IsSlip(one, two))
        {
            return new TitleLikeness(TitleGrade.Near, Misspelt, "the title is spelt differently");
        }

        var alignment = WordAlignment.Between(left, right);
        var grade = Grade(alignment, left, right);
        grade = grade > TitleGrade.Partial && !IsTrusted(alignment, left, right) ? TitleGrade.Partial : grade;

        return new TitleLikeness(grade, alignment.Similarity, grade == TitleGrade.Exact ? null : "the title is spelt differently");
    }

    private static TitleGrade Grade(WordAlignment alignment, string[] left, string[] right) => alignment.Similarity switch
    {
        >= ExactFrom => TitleGrade.Exact,
        >= NearFrom => TitleGrade.Near,
        >= PartialFrom => alignment.InOrder && IsSameButForFillers(left, right) ? TitleGrade.Near : TitleGrade.Partial,
        _ => TitleGrade.Different,
    };

    private static bool IsTrusted(WordAlignment alignment, string[] left, string[] right)
    {
        var content = Math.Min(Content(left), Content(right));
        var isLong = Math.Min(left.Sum(word => word.Length), right.Sum(word => word.Length)) > ExactOnlyUpTo;
        var isOrdered = alignment.InOrder || (content >= MinContentWords && alignment.Similarity >= OrderlessFrom);

        // "Turn Up" is not "Turn It Up": short titles may differ by an article at most.
        return isLong && isOrdered && (content >= MinContentWords || alignment.IsComplete);
    }

    // "Can't Help Falling in Love" and "(I Can't Help) Falling in Love With You".
    private static bool IsSameButForFillers(string[] left, string[] right)
    {
        string[] one = [.. left.Where(word => !WordForms.IsFiller(word))];

        return one.Length >= MinTellingWords && one.SequenceEqual(right.Where(word => !WordForms.IsFiller(word)), StringComparer.Ordinal);
    }

    // "The Little Old Lady (From Pasadena)": what looks like an edition's label belongs to the name.
    private static TitleLikeness Labelled(ParsedTitle wanted, ParsedTitle found) =>
        wanted.Version == VersionLabel.Plain && found.Version.Recordings == RecordingKinds.None
            && wanted.Full.Compact == found.Raw.Compact
            ? new TitleLikeness(TitleGrade.Exact, 1)
            : TitleLikeness.None;

    // "Sweet Cream Ladies, Forward March" is also listed as "Sweet Cream Ladies"; a lone word before a comma is too little.
    private static TitleLikeness Heads(ParsedTitle wanted, ParsedTitle found) =>
        IsHead(wanted, found) || IsHead(found, wanted)
            ? new TitleLikeness(TitleGrade.Near, 0.9, "one title is the other up to its comma")
            : TitleLikeness.None;

    private static bool IsHead(ParsedTitle whole, ParsedTitle head)
    {
        var comma = whole.CoreText.IndexOf(',', StringComparison.Ordinal);

        return comma > 0 && head.Full.ContentWords >= 3
            && Phrase.Of(whole.CoreText[..comma]).Compact == head.Full.Compact
            && !Phrase.Of(whole.CoreText[comma..]).Words.Any(WordForms.IsNumber);
    }

    private static TitleLikeness Cores(ParsedTitle wanted, ParsedTitle found)
    {
        if (wanted.Subtitles.Count == 0 && found.Subtitles.Count == 0)
        {
            return TitleLikeness.None;
        }

        if (wanted.Subtitles.Count > 0 && found.Subtitles.Count > 0)
        {
            return Compare(wanted.Core, found.Core).Grade == TitleGrade.Exact
                ? new TitleLikeness(TitleGrade.Partial, PartialFrom, "the subtitles differ")
                : TitleLikeness.None;
        }

        // The number of a part may stand in the bracket: "Bust It (Part 2)" is not "Bust It".
        var extra = wanted.Subtitles.Count > 0 ? wanted : found;
        if (extra.Full.Words.Except(extra.Core.Words).Any(WordForms.IsNumber))
        {
            return TitleLikeness.None;
        }

        return Compare(wanted.Core, found.Core).But("a subtitle stands on one side only", 0.02);
    }

    private static TitleLikeness Sides(IReadOnlyList<Phrase> sides, ParsedTitle other, string note) =>
        sides
            .Select((side, at) =>
                Compare(side, other.Full).Or(Compare(side, other.Core)).But(note, 0.04 + (0.01 * at)) with { Side = at })
            .Where(likeness => likeness.Grade >= TitleGrade.Near)
            .Aggregate(TitleLikeness.None, (best, next) => best.Or(next));

    private static TitleLikeness Subtitles(ParsedTitle one, ParsedTitle other) =>
        one.Subtitles
            .Where(subtitle => subtitle.ContentWords >= 2 || subtitle.Words.Length >= 3)
            .Select(subtitle => Compare(subtitle, other.Full))
            .Where(likeness => likeness.Grade == TitleGrade.Exact)
            .Aggregate(TitleLikeness.None, (best, next) => best.Or(next.But("the title is the other one's subtitle", 0.05)));

    private static int Content(string[] words) => words.Count(word => !WordForms.IsSmall(word));
}

/// <summary>The comparison of two titles.</summary>
/// <param name="Grade">How far they name the same song.</param>
/// <param name="Score">The same as a number, 0 to 1.</param>
/// <param name="Note">What differs, in words; null when nothing does.</param>
/// <param name="IsOneOfTwo">Whether the track names a second song beside it.</param>
/// <param name="Side">Which side of the list's double title the track is; null when it is all of what is asked for.</param>
internal readonly record struct TitleLikeness(TitleGrade Grade, double Score, string? Note = null, bool IsOneOfTwo = false, int? Side = null)
{
    /// <summary>Another song.</summary>
    public static readonly TitleLikeness None = new(TitleGrade.Different, 0);

    /// <summary>The better of two.</summary>
    public TitleLikeness Or(TitleLikeness other) =>
        other.Grade > Grade || (other.Grade == Grade && other.Score > Score) ? other : this;

    /// <summary>The same, lowered a little and with a note.</summary>
    public TitleLikeness But(string note, double cost) => this with { Score = Math.Max(0, Score - cost), Note = note };
}

/// <summary>How far two titles name the same song.</summary>
internal enum TitleGrade
{
    /// <summary>Another song.</summary>
    Different,

    /// <summary>Perhaps the same; only a person can tell.</summary>
    Partial,

    /// <summary>The same but for spelling or small words.</summary>
    Near,

    /// <summary>The same words.</summary>
    Exact,
}
