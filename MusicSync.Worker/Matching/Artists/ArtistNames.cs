using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Artists;

/// <summary>The artists of a song or track.</summary>
/// <param name="Credits">Each credit as it stands, most important first: "Earth, Wind and Fire" is one.</param>
/// <param name="Members">Names inside the first credits, when they may also be taken for several: "Hall", "Oates".</param>
/// <param name="Guests">Featured names, from the credit or the title.</param>
/// <param name="Leaders">The first credit, whole and as its members.</param>
internal sealed record ArtistNames(
    IReadOnlyList<Phrase> Credits,
    IReadOnlyList<Phrase> Members,
    IReadOnlyList<Phrase> Guests,
    IReadOnlyList<Phrase> Leaders)
{
    /// <summary>Every name, whatever its part.</summary>
    public IEnumerable<Phrase> All => [.. Credits, .. Members, .. Guests];
}
