namespace MusicSync.Worker.Playlists;

/// <summary>Compares a playlist with the tracks it should hold. Pure; it never moves or removes a row.</summary>
internal static class PlaylistDiff
{
    public static PlaylistDelta Between(
        IReadOnlyList<WantedTrack> wanted, IReadOnlyList<PlaylistSlot> slots, DuplicateHandling duplicates) =>
        duplicates == DuplicateHandling.Keep ? CountingCopies(wanted, slots) : SkippingDuplicates(wanted, slots);

    private static PlaylistDelta SkippingDuplicates(IReadOnlyList<WantedTrack> wanted, IReadOnlyList<PlaylistSlot> slots)
    {
        var present = new SlotIndex(slots);
        var asked = new SlotIndex([]);
        return new([.. wanted.Select(row => new RowPlacement(row, Place(row)))]);

        PlacementKind Place(WantedTrack row)
        {
            if (asked.Holds(row))
            {
                return PlacementKind.Duplicate;
            }

            asked.Add(PlaylistSlot.Of(row));
            return present.Holds(row) ? PlacementKind.Present : PlacementKind.Absent;
        }
    }

    /// <summary>Each row needs a slot of its own; exact ones are given out first, or an approximate hit could take another's.</summary>
    private static PlaylistDelta CountingCopies(IReadOnlyList<WantedTrack> wanted, IReadOnlyList<PlaylistSlot> slots)
    {
        var index = new SlotIndex(slots);
        var exact = wanted.Select(index.ClaimExact).ToArray();
        return new([.. wanted.Select((row, i) => new RowPlacement(
            row, exact[i] || index.ClaimSimilar(row) ? PlacementKind.Present : PlacementKind.Absent))]);
    }
}

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

/// <summary>The changes a dry run reports. Pure.</summary>
internal static class PlaylistPlan
{
    public static PlaylistChanges For(
        IReadOnlyList<WantedTrack> wanted, IReadOnlyList<PlaylistSlot> slots, DuplicateHandling duplicates)
    {
        var delta = PlaylistDiff.Between(wanted, slots, duplicates);
        return new PlaylistChanges(
            delta.Lines(PlacementKind.Absent), delta.Lines(PlacementKind.Present), delta.Lines(PlacementKind.Duplicate));
    }
}
