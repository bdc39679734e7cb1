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

/// <summary>The artists of a song or track.</summary>
/// <param name="Credits">Each credit as it stands, most important first: "Earth, Wind and Fire" is one.</param>
/// <param name="Members">Names inside the first credits, when they may also be taken for several: "Hall", "Oates".</param>
/// <param name="Guests">Featured names, from the credit or the title.</param>
/// <param name="Leaders">The first credit, whole and as its members.</param>
/// <param name="Others">Artists of their own beside the first one.</param>
/// <param name="IsList">Whether the members are artists of their own: a comma lists them, an "and" may be part of a name.</param>
internal sealed partial record ArtistNames(
    IReadOnlyList<Phrase> Credits,
    IReadOnlyList<Phrase> Members,
    IReadOnlyList<Phrase> Guests,
    IReadOnlyList<Phrase> Leaders,
    IReadOnlyList<Phrase> Others,
    bool IsList = false)
{
    /// <summary>Whether one of them lives on other people's songs.</summary>
    public bool AreImitators => Credits.Any(credit => Imitator().IsMatch(credit.Folded));

    /// <summary>Every name, whatever its part.</summary>
    public IEnumerable<Phrase> All => [.. Credits, .. Members, .. Guests];

    // "The Beatles Tribute Project", "Stingray Music (Karaoke)", "The Allstars Cover D12"
    [GeneratedRegex(@"\b(karaoke|tributes?|covers?|sound ?alikes?|in the style of|made famous|performed by|backing tracks?)\b")]
    private static partial Regex Imitator();
}
