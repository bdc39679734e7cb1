namespace MusicSync.Worker.Matching;

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
public sealed record CandidateTrack(
    string Uri,
    string Title,
    IReadOnlyList<string> Artists,
    string? Album = null,
    int DurationMs = 0,
    string? Isrc = null,
    bool Explicit = false,
    string? ReleaseDate = null,
    string? AlbumType = null);
