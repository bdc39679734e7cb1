namespace MusicSync.McpHost.Spotify.Wire;

/// <summary>A playlist. <c>items</c> is missing for anybody but its owner and collaborators; <c>tracks</c> is its old name.</summary>
internal sealed record WirePlaylist
{
    public string? Id { get; init; }

    public string? Uri { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public bool? Public { get; init; }

    public bool? Collaborative { get; init; }

    public string? SnapshotId { get; init; }

    public WireUser? Owner { get; init; }

    public WireExternalUrls? ExternalUrls { get; init; }

    public WireItemCount? Items { get; init; }

    public WireItemCount? Tracks { get; init; }
}

internal sealed record WireItemCount
{
    public int? Total { get; init; }
}

internal sealed record WireExternalUrls
{
    public string? Spotify { get; init; }
}

/// <summary>A row of a playlist. <c>item</c> is null for what cannot be shown; <c>track</c> is its old name.</summary>
internal sealed record WirePlaylistRow
{
    public DateTimeOffset? AddedAt { get; init; }

    public bool? IsLocal { get; init; }

    public WireTrack? Item { get; init; }

    public WireTrack? Track { get; init; }
}

/// <summary>The signed-in user, or the owner of a playlist (without <c>account_id</c>).</summary>
internal sealed record WireUser
{
    public string? Id { get; init; }

    public string? AccountId { get; init; }

    public string? DisplayName { get; init; }
}

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
