namespace MusicSync.Worker.Playlists;

/// <summary>What has to happen for a playlist to hold the wanted tracks: one placement a wanted row, in input order.</summary>
internal sealed record PlaylistDelta(IReadOnlyList<RowPlacement> Rows)
{
    public IReadOnlyList<WantedTrack> Absent =>
        [.. Rows.Where(row => row.Kind == PlacementKind.Absent).Select(row => row.Wanted)];

    public IReadOnlyList<int> Lines(PlacementKind kind) =>
        [.. Rows.Where(row => row.Kind == kind).Select(row => row.Wanted.Line)];
}

internal sealed record RowPlacement(WantedTrack Wanted, PlacementKind Kind);

/// <summary>Where a wanted row stands.</summary>
internal enum PlacementKind
{
    /// <summary>Not in the playlist; to be added behind the last row.</summary>
    Absent,

    /// <summary>In the playlist already; stays where it is.</summary>
    Present,

    /// <summary>Asked for by an earlier row of the same list.</summary>
    Duplicate,
}
