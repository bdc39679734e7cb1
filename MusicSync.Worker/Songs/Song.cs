namespace MusicSync.Worker.Songs;

/// <summary>One song as the caller's list names it.</summary>
/// <param name="Line">Where it stands in the input: the line of a file or the number of an array element, from 1.</param>
/// <param name="Title">Title as written; empty only when <paramref name="Uri"/> is given.</param>
/// <param name="Artist">Artist as written, several joined with a comma; empty only when <paramref name="Uri"/> is given.</param>
/// <param name="Album">Album as written, or null.</param>
/// <param name="Isrc">International Standard Recording Code, 12 upper-case letters and digits, or null.</param>
/// <param name="DurationMs">Length in milliseconds, or null when the list does not say.</param>
/// <param name="Year">Year of release, four digits, or null.</param>
/// <param name="Uri">The track itself as <c>spotify:track:…</c>; such a row is taken as it is.</param>
public sealed record Song(
    int Line,
    string Title,
    string Artist,
    string? Album = null,
    string? Isrc = null,
    int? DurationMs = null,
    string? Year = null,
    string? Uri = null);
