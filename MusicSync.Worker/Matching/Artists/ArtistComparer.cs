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
            return Max(grade, Guests(wanted, found));
        }

        if (!IsLedByStranger(wanted, found))
        {
            return IsLaterNameOnly(wanted, found) ? NameGrade.Second : grade;
        }

        return Share(wanted, [.. found.All]) < 1 ? NameGrade.Weak : NameGrade.Second;
    }

    /// <summary>Which share of the names asked for is credited, 0 to 1; names in the track's title are no credit.</summary>
    public static double Coverage(ArtistNames wanted, ArtistNames found) =>
        Share(wanted, [.. found.Credits, .. found.Members]);

    /// <summary>Whether the list names guests and the track has others in their stead: a version of its own.</summary>
    public static bool HasOtherGuests(ArtistNames wanted, ArtistNames found) =>
        wanted.Others.Count > 0 && found.Others.Count > 0 && !AreMembers(wanted, found)
            && Best(wanted.Others, [.. found.All]) == NameGrade.Different
            && Best([.. wanted.All], found.Others) == NameGrade.Different
            && !found.Others.Any(guest => wanted.Others.Any(name => IsPartOf(name, guest)));

    // A band that is asked for may be credited by the names of its members.
    private static bool AreMembers(ArtistNames wanted, ArtistNames found) =>
        found.Others.DistinctBy(name => name.Compact).Count() > wanted.Others.DistinctBy(name => name.Compact).Count();

    // "Brandon Casey of Jagged Edge" sings for "Jagged Edge".
    private static bool IsPartOf(Phrase name, Phrase guest) =>
        name.Words.All(word => guest.Words.Contains(word, StringComparer.Ordinal));

    private static double Share(ArtistNames wanted, Phrase[] credited)
    {
        Phrase[] names = [.. wanted.Members.Count > 0 ? wanted.Members : wanted.Credits, .. wanted.Guests];

        return (double)names.Count(name => Best([name], credited) >= NameGrade.Near) / names.Length;
    }

    // "Lucas & Steve; Blackstreet" is a remake with Blackstreet as guests, not Blackstreet's own track.
    private static bool IsLedByStranger(ArtistNames wanted, ArtistNames found) =>
        found.Leaders.Count > 0
            && Best([.. wanted.All], found.Leaders) < NameGrade.Near
            && Best(wanted.Credits, [found.Credits[^1]]) < NameGrade.Same;

    // "Timbaland, OneRepublic" is often credited to the first alone; what the second one made alone is something else.
    private static bool IsLaterNameOnly(ArtistNames wanted, ArtistNames found)
    {
        if (!wanted.IsList || wanted.Members.Count < 2)
        {
            return false;
        }

        Phrase[] names = [.. found.All];

        return Best(wanted.Credits, names) < NameGrade.Same && Best([wanted.Members[0]], names) < NameGrade.Near;
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

        if (each == NameGrade.Overlap && wanted.Members.Count > 1)
        {
            return Max(equal, NameGrade.Near);
        }

        // One member's surname alone is no artist: "Loggins and Messina" are not Kenny Loggins.
        return equal <= NameGrade.Overlap ? NameGrade.Different : equal;
    }

    // Names of guests alone prove nothing, unless all of several guests agree: then the credit is an alias.
    private static NameGrade Guests(ArtistNames wanted, ArtistNames found)
    {
        var asked = wanted.Guests.ToArray();
        if (asked.Length == 0)
        {
            return NameGrade.Different;
        }

        // Not Concat and ToArray: in .NET 10 that throws for a track without credits.
        Phrase[] credited = [.. found.Guests, .. found.Credits.Skip(1)];
        var common = asked.Count(guest => Best([guest], credited) >= NameGrade.Near);
        if (common == asked.Length)
        {
            return common >= 2 ? NameGrade.Near : NameGrade.Guests;
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
