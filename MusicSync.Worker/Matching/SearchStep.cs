namespace MusicSync.Worker.Matching;

/// <summary>One search to make: either free text or one or more fields.</summary>
/// <param name="Query">Free text, sent as it is; null for a search by fields.</param>
/// <param name="Title">Words that the title must hold.</param>
/// <param name="Artist">Words that the artists must hold.</param>
/// <param name="Album">Words that the album must hold.</param>
/// <param name="Isrc">The recording code.</param>
/// <param name="Year">A year or a range such as <c>1955-1960</c>.</param>
public sealed record SearchStep(
    string? Query = null,
    string? Title = null,
    string? Artist = null,
    string? Album = null,
    string? Isrc = null,
    string? Year = null);
