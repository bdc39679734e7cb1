using System.Text.Json.Serialization;

namespace MusicSync.Worker.Matching;

/// <summary>What was decided about one song, and why.</summary>
/// <param name="Line">The song's <see cref="Songs.Song.Line"/>.</param>
/// <param name="Outcome">Accepted, for review, or missing.</param>
/// <param name="Track">The accepted track; null for any other outcome.</param>
/// <param name="Score">How close the best candidate is, 0 to 1; 0 when there is none.</param>
/// <param name="Reasons">The grounds in words, most important first.</param>
/// <param name="Candidates">Best first: at most one runner-up beside an accepted track, else at most five.</param>
/// <param name="Searches">How many searches were spent on the song.</param>
public sealed record MatchDecision(
    int Line,
    MatchOutcome Outcome,
    ChosenTrack? Track,
    double Score,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<ScoredCandidate> Candidates,
    int Searches = 0);

/// <summary>What became of one song.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<MatchOutcome>))]
public enum MatchOutcome
{
    /// <summary>The track is certain enough to be written.</summary>
    Accepted,

    /// <summary>A person has to choose among the candidates; nothing is written.</summary>
    Review,

    /// <summary>No candidate is the song.</summary>
    Missing,
}

/// <summary>The track that stands for a song.</summary>
/// <param name="Uri">The track as <c>spotify:track:…</c>.</param>
/// <param name="Title">Title as the service writes it; empty when the row was given by its URI without one.</param>
/// <param name="Artists">Artists as the service writes them.</param>
/// <param name="Album">Album, or null when unknown.</param>
/// <param name="DurationMs">Length in milliseconds; 0 means unknown.</param>
/// <param name="Isrc">International Standard Recording Code, or null.</param>
/// <param name="CoverUrl">Address of the album's picture; null when unknown, or cut from a very long report.</param>
public sealed record ChosenTrack(
    string Uri,
    string Title,
    IReadOnlyList<string> Artists,
    string? Album = null,
    int DurationMs = 0,
    string? Isrc = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CoverUrl = null);

/// <summary>A candidate that was not taken, with its score and what speaks against it.</summary>
/// <param name="Uri">The track as <c>spotify:track:…</c>.</param>
/// <param name="Title">Title; null in the runner-up of an accepted row, where only id and score are kept.</param>
/// <param name="Artists">Artists; null in the runner-up of an accepted row.</param>
/// <param name="DurationMs">Length in milliseconds; 0 means unknown.</param>
/// <param name="Score">How close it is to the song, 0 to 1.</param>
/// <param name="Reasons">What differs, in words; null in the runner-up of an accepted row.</param>
/// <param name="Album">Album, or null.</param>
/// <param name="ReleaseDate">Date of the album: year, month or day precision, or null.</param>
/// <param name="Explicit">Whether its lyrics are marked as explicit.</param>
/// <param name="CoverUrl">Address of the album's picture, or null; first to go where a report grows too long.</param>
public sealed record ScoredCandidate(
    string Uri,
    string? Title = null,
    IReadOnlyList<string>? Artists = null,
    int DurationMs = 0,
    double Score = 0,
    IReadOnlyList<string>? Reasons = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Album = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReleaseDate = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Explicit = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CoverUrl = null);
