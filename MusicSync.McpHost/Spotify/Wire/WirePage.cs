namespace MusicSync.McpHost.Spotify.Wire;

/// <summary>One page of a list; entries may be null.</summary>
internal sealed record WirePage<T>
    where T : class
{
    public IReadOnlyList<T?>? Items { get; init; }

    public int? Total { get; init; }

    public int? Limit { get; init; }

    public int? Offset { get; init; }

    public string? Next { get; init; }

    public string? SnapshotId { get; init; }
}

internal sealed record WireSearch
{
    public WirePage<WireTrack>? Tracks { get; init; }
}
