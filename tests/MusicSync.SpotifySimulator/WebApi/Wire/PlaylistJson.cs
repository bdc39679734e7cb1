using System.Text.Json.Serialization;

namespace MusicSync.SpotifySimulator.WebApi.Wire;

/// <summary>A playlist; <c>items</c> is a page, a mere count in listings, or absent for other people's playlists.</summary>
internal sealed record PlaylistJson
{
    public bool Collaborative { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    public required ExternalUrlsJson ExternalUrls { get; init; }
    public required string Href { get; init; }
    public required string Id { get; init; }
    public IReadOnlyList<object> Images { get; init; } = [];
    public required string Name { get; init; }
    public required UserJson Owner { get; init; }
    public bool Public { get; init; }
    public required string SnapshotId { get; init; }
    public object? Items { get; init; }

    /// <summary>The deprecated twin of <see cref="Items"/>.</summary>
    public object? Tracks { get; init; }

    public string Type { get; init; } = "playlist";
    public required string Uri { get; init; }
}

internal sealed record ItemCountJson(string Href, int Total);

internal sealed record UserJson(
    string? AccountId,
    string? DisplayName,
    ExternalUrlsJson ExternalUrls,
    string Href,
    string Id,
    IReadOnlyList<object>? Images,
    string Type,
    string Uri);

/// <summary>One row; <c>item</c> is null for what is not available, and keeps its place.</summary>
internal sealed record EntryJson(
    string AddedAt,
    UserJson AddedBy,
    bool IsLocal,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] TrackJson? Item)
{
    /// <summary>The deprecated twin of <see cref="Item"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TrackJson? Track => Item;
}
