namespace MusicSync.Worker.Matching;

/// <summary>A search that was made and the tracks it found, in the service's order.</summary>
/// <param name="Step">What was asked.</param>
/// <param name="Tracks">What was answered, possibly nothing.</param>
public sealed record SearchAnswer(SearchStep Step, IReadOnlyList<CandidateTrack> Tracks);

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

/// <summary>A track that a search answered.</summary>
/// <param name="Uri">The track as <c>spotify:track:…</c>.</param>
/// <param name="Title">Title with all of the service's decoration.</param>
/// <param name="Artists">Artists in the service's order.</param>
/// <param name="Album">Album, or null when unknown.</param>
/// <param name="DurationMs">Length in milliseconds; 0 means unknown.</param>
/// <param name="Isrc">International Standard Recording Code, or null.</param>
/// <param name="Explicit">Whether the service marks its lyrics as explicit.</param>
/// <param name="ReleaseDate">Date of the album: year, month or day precision, or null.</param>
/// <param name="AlbumType"><c>album</c>, <c>single</c> or <c>compilation</c>, or null when unknown.</param>
/// <param name="CoverUrl">Address of the album's picture, or null.</param>
public sealed record CandidateTrack(
    string Uri,
    string Title,
    IReadOnlyList<string> Artists,
    string? Album = null,
    int DurationMs = 0,
    string? Isrc = null,
    bool Explicit = false,
    string? ReleaseDate = null,
    string? AlbumType = null,
    string? CoverUrl = null);
