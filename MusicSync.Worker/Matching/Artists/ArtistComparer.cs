using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Artists;

/// <summary>Compares the artists of a song with those of a track.</summary>
internal static class ArtistComparer
{
    /// <summary>The best way in which they agree: the one asked for must be among those credited, or the other way round.</summary>
    public static NameGrade Compare(ArtistNames wanted, ArtistNames found)
    {
        var grade = Best(wanted.Credits, [.. found.Credits, .. found.Members]);
        if (grade < NameGrade.Same)
        {
            grade = Max(grade, Members(wanted, found));
        }

        if (grade < NameGrade.Near)
        {
            grade = Max(grade, Guests(wanted, found));
        }

        return grade;
    }

    private static NameGrade Members(ArtistNames wanted, ArtistNames found)
    {
        if (wanted.Members.Count == 0)
        {
            return NameGrade.Different;
        }

        // "Hall & Oates" are "Daryl Hall & John Oates": each has a partner of his own.
        var names = found.Credits.Concat(found.Members).Concat(found.Guests).ToArray();
        var each = wanted.Members.Min(member => Best([member], names));
        var equal = Best(wanted.Members, [.. found.Credits, .. found.Members]);

        return each == NameGrade.Weak && wanted.Members.Count > 1 ? Max(equal, NameGrade.Near) : equal == NameGrade.Weak ? NameGrade.Different : equal;
    }

    // Names of guests alone prove nothing, unless all of several guests agree: then the credit is an alias.
    private static NameGrade Guests(ArtistNames wanted, ArtistNames found)
    {
        var asked = wanted.Guests.ToArray();
        if (asked.Length == 0)
        {
            return NameGrade.Different;
        }

        var credited = found.Guests.Concat(found.Credits.Skip(1)).ToArray();
        var common = asked.Count(guest => Best([guest], credited) >= NameGrade.Near);
        if (common == asked.Length && common >= 2)
        {
            return NameGrade.Near;
        }

        return common > 0 || Best(asked, found.Credits) >= NameGrade.Near ? NameGrade.Weak : NameGrade.Different;
    }

    private static NameGrade Best(IReadOnlyList<Phrase> wanted, IReadOnlyList<Phrase> found)
    {
        var best = NameGrade.Different;
        foreach (var left in wanted)
        {
            foreach (var right in found)
            {
                best = Max(best, NameComparer.Compare(left, right));
            }
        }

        return best;
    }

    private static NameGrade Max(NameGrade left, NameGrade right) => left > right ? left : right;
}
