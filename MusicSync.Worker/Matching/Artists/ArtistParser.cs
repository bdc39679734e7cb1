using System.Text.RegularExpressions;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Artists;

/// <summary>Takes artist credits apart without breaking band names that contain separators.</summary>
internal static partial class ArtistParser
{
    /// <summary>Artists of a list's row: one field for all, and names that the title features.</summary>
    public static ArtistNames Wanted(string artist, IReadOnlyList<string> featured)
    {
        var (main, guests) = Featuring.Split(artist);
        if (main.Length == 0)
        {
            main = artist;
        }

        Phrase[] credits = [Phrase.Of(main)];
        var members = Members(main);
        Phrase[] named = [.. Guests(guests), .. featured.SelectMany(Guests)];
        var isList = Listing().IsMatch(main);

        return new ArtistNames(
            credits, members, named, [.. credits, .. members], [.. isList ? members.Skip(1) : [], .. named], isList);
    }

    /// <summary>Artists of a track: a list of credits, and names that its title features.</summary>
    public static ArtistNames Found(IReadOnlyList<string> artists, IReadOnlyList<string> featured)
    {
        var mains = artists.Select(credit => Featuring.Split(credit)).ToArray();
        List<Phrase> credits = [.. mains.Select(credit => Phrase.Of(credit.Text))];
        if (artists.Count > 1)
        {
            credits.Add(Phrase.Of(string.Join(" and ", artists)));
        }

        Phrase[] named = [.. mains.SelectMany(credit => Guests(credit.Names)), .. featured.SelectMany(Guests)];

        return new ArtistNames(
            credits,
            [.. mains.SelectMany(credit => Members(credit.Text))],
            named,
            mains.Length == 0 ? [] : [credits[0], .. Members(mains[0].Text)],
            [.. credits.Take(mains.Length).Skip(1), .. named]);
    }

    /// <summary>The name to search for: the first member, or the whole credit when it is one name.</summary>
    public static string Lead(string artist)
    {
        var (main, _) = Featuring.Split(artist);

        return Names(main.Length == 0 ? artist : main)[0];
    }

    private static IEnumerable<Phrase> Guests(string? names) =>
        names is null ? [] : Names(names).Select(Phrase.Of);

    private static List<Phrase> Members(string credit)
    {
        var names = Names(credit);

        return names.Count < 2 ? [] : [.. WithSurname(names).Select(Phrase.Of)];
    }

    // "Donny and Marie Osmond": the surname belongs to both.
    private static IEnumerable<string> WithSurname(List<string> names)
    {
        var last = names[^1].Split(' ');

        return last.Length == 2 && names.SkipLast(1).All(name => !name.Contains(' '))
            ? names.Concat(names.SkipLast(1).Select(name => $"{name} {last[1]}"))
            : names;
    }

    private static List<string> Names(string credit)
    {
        List<string> names = [.. Separator().Split(credit).Select(name => name.Trim()).Where(name => name.Length > 0)];

        return names.Count == 0 ? [credit] : names;
    }

    [GeneratedRegex(@";|,(?!\s*(?:jr|sr|the|ii+)\b)|\s(?:x|vs\.?)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Listing();

    // A comma before "Jr." or "The" belongs to the name (Grover Washington, Jr.; Tyler, The Creator).
    [GeneratedRegex(
        @"\s*;\s*|\s*,(?!\s*(?:jr|sr|the|ii+)\b)\s*(?:and\s+|&\s*)?|\s+(?:and|&|x|vs\.?|\+|with|con|y|e|et|"
        + @"und|/)\s+|\s*/\s*(?=\w{3})", RegexOptions.IgnoreCase)]
    private static partial Regex Separator();
}
