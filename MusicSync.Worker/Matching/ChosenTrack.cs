namespace MusicSync.Worker.Matching;

/// <summary>The track that stands for a song.</summary>
/// <param name="Uri">The track as <c>spotify:track:…</c>.</param>
/// <param name="Title">Title as the service writes it; empty when the row was given by its URI without one.</param>
/// <param name="Artists">Artists as the service writes them.</param>
/// <param name="Album">Album, or null when unknown.</param>
/// <param name="DurationMs">Length in milliseconds; 0 means unknown.</param>
/// <param name="Isrc">International Standard Recording Code, or null.</param>
public sealed record ChosenTrack(
    string Uri,
    string Title,
    IReadOnlyList<string> Artists,
    string? Album = null,
    int DurationMs = 0,
    string? Isrc = null);
