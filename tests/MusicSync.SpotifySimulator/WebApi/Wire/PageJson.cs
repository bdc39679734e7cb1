using System.Text.Json.Serialization;

namespace MusicSync.SpotifySimulator.WebApi.Wire;

/// <summary>One page of anything.</summary>
internal sealed record PageJson<T>(
    string Href,
    IReadOnlyList<T> Items,
    int Limit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next,
    int Offset,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Previous,
    int Total);

internal sealed record ExternalUrlsJson(string Spotify);

internal sealed record SearchJson(PageJson<TrackJson> Tracks);

internal sealed record SnapshotJson(string SnapshotId);
