using System.Text.Json.Serialization;

namespace MusicSync.SpotifySimulator.WebApi.Wire;

/// <summary>A track with the members that Development Mode still sends.</summary>
internal sealed record TrackJson
{
    public AlbumJson? Album { get; init; }
    public required IReadOnlyList<ArtistJson> Artists { get; init; }
    public int? DiscNumber { get; init; }
    public required long DurationMs { get; init; }
    public bool Explicit { get; init; }
    public ExternalIdsJson? ExternalIds { get; init; }
    public ExternalUrlsJson? ExternalUrls { get; init; }
    public string? Href { get; init; }

    /// <summary>Null for a local file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Id { get; init; }

    public bool IsLocal { get; init; }

    /// <summary>Only when a market applies, which a user's token brings along.</summary>
    public bool? IsPlayable { get; init; }

    public required string Name { get; init; }
    public int? TrackNumber { get; init; }
    public required string Type { get; init; }
    public required string Uri { get; init; }
}

internal sealed record ExternalIdsJson(string? Isrc);

internal sealed record ArtistJson(
    ExternalUrlsJson? ExternalUrls,
    string? Href,
    string? Id,
    string Name,
    string Type,
    string? Uri);

internal sealed record AlbumJson
{
    public string? AlbumType { get; init; }
    public required IReadOnlyList<ArtistJson> Artists { get; init; }
    public ExternalUrlsJson? ExternalUrls { get; init; }
    public string? Href { get; init; }
    public string? Id { get; init; }
    public IReadOnlyList<object> Images { get; init; } = [];
    public required string Name { get; init; }
    public string? ReleaseDate { get; init; }
    public string? ReleaseDatePrecision { get; init; }
    public int? TotalTracks { get; init; }

    /// <summary>The first tracks; only of an album that was asked for.</summary>
    public PageJson<TrackJson>? Tracks { get; init; }

    public string Type { get; init; } = "album";
    public string? Uri { get; init; }
}
