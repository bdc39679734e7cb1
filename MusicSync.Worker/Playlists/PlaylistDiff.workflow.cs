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
