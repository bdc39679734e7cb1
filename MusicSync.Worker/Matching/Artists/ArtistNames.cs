using System.Text.RegularExpressions;
using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Artists;

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
