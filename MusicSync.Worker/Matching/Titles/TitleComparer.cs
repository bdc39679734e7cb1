using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>Compares the songs' names in two titles; versions and featured names are compared elsewhere.</summary>
internal static class TitleComparer
{
    private const int ExactOnlyUpTo = 5;
    private const int ShortestMisspelt = 7;
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
            .Or(Sides(found.Sides, wanted, "the track names a second song") with { IsOneOfTwo = true })
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

        if (Math.Min(one.Length, two.Length) >= ShortestMisspelt && Spelling.IsSlip(one, two))
        {
            return new TitleLikeness(TitleGrade.Near, Misspelt, "the title is spelt differently");
        }

        var alignment = WordAlignment.Between(left, right);
        var content = Math.Min(Content(left), Content(right));
        var grade = alignment.Similarity switch
        {
            >= ExactFrom => TitleGrade.Exact,
            >= NearFrom => TitleGrade.Near,
            >= PartialFrom => TitleGrade.Partial,
            _ => TitleGrade.Different,
        };
        var trusted = alignment.InOrder || (content >= 3 && alignment.Similarity >= OrderlessFrom);
        if ((Math.Min(one.Length, two.Length) <= ExactOnlyUpTo || !trusted) && grade > TitleGrade.Partial)
        {
            grade = TitleGrade.Partial;
        }

        return new TitleLikeness(grade, alignment.Similarity, grade == TitleGrade.Exact ? null : "the title is spelt differently");
    }

    // "The Little Old Lady (From Pasadena)": what looks like an edition's label belongs to the name.
    private static TitleLikeness Labelled(ParsedTitle wanted, ParsedTitle found) =>
        wanted.Version == VersionLabel.Plain && found.Version.Recordings == Recordings.None
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

        return comma > 0 && head.Full.ContentWords >= 3 && Phrase.Of(whole.CoreText[..comma]).Compact == head.Full.Compact;
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
            .Select((side, at) => Compare(side, other.Full).Or(Compare(side, other.Core)).But(note, 0.04 + (0.01 * at)))
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
