using MusicSync.Worker.Songs;

namespace MusicSync.Benchmarks.Matching;

/// <summary>A query whose right answer is known.</summary>
/// <param name="Id">Name of the query in its file.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Song">What is looked for.</param>
/// <param name="Expected"><c>match</c>, <c>none</c> or <c>review</c>.</param>
/// <param name="Strict">Ids of the same recording.</param>
/// <param name="Acceptable">Ids that are right at all, the strict ones included.</param>
/// <param name="Tags">What makes it hard: <c>feat</c>, <c>nonascii</c> and the like.</param>
internal sealed record LabelledQuery(
    string Id,
    string Origin,
    Song Song,
    string Expected,
    IReadOnlySet<string> Strict,
    IReadOnlySet<string> Acceptable,
    IReadOnlySet<string> Tags);
