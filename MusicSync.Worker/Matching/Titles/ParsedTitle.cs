using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>A title taken apart.</summary>
/// <param name="CoreText">The core as written, to search with.</param>
/// <param name="Core">What stands outside brackets and before a dash.</param>
/// <param name="Full">Core and subtitles in their order, without names and version labels.</param>
/// <param name="Raw">All words but featured names.</param>
/// <param name="Subtitles">Brackets and dash suffixes that are neither names nor labels.</param>
/// <param name="Sides">The songs of a double side ("A / B"); empty for a single song.</param>
/// <param name="Featured">Names after "feat." and its relatives, as written.</param>
/// <param name="Version">What it says about its version.</param>
internal sealed record ParsedTitle(
    string CoreText,
    Phrase Core,
    Phrase Full,
    Phrase Raw,
    IReadOnlyList<Phrase> Subtitles,
    IReadOnlyList<Phrase> Sides,
    IReadOnlyList<string> Featured,
    VersionLabel Version);
