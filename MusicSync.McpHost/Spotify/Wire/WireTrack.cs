namespace MusicSync.McpHost.Spotify.Wire;

/// <summary>A track or episode as Spotify sends it; every member may be missing or null.</summary>
internal sealed record WireTrack
{
    public string? Id { get; init; }

    public string? Uri { get; init; }

    public string? Type { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<WireArtist?>? Artists { get; init; }

    public WireAlbum? Album { get; init; }

    public int? DurationMs { get; init; }

    public bool? Explicit { get; init; }

    public bool? IsLocal { get; init; }

    public bool? IsPlayable { get; init; }

    public WireExternalIds? ExternalIds { get; init; }
}

internal sealed record WireArtist
{
    public string? Name { get; init; }
}

/// <summary>An album; its tracks and their number only when it was asked for itself.</summary>
internal sealed record WireAlbum
{
    public string? Name { get; init; }

    public IReadOnlyList<WireArtist?>? Artists { get; init; }

    public int? TotalTracks { get; init; }

    public WirePage<WireTrack>? Tracks { get; init; }

    public string? AlbumType { get; init; }

    public string? ReleaseDate { get; init; }

    public IReadOnlyList<WireImage?>? Images { get; init; }
}

internal sealed record WireImage
{
    public string? Url { get; init; }

    public int? Width { get; init; }
}

internal sealed record WireExternalIds
{
    public string? Isrc { get; init; }
}
