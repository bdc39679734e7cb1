namespace MusicSync.Worker.Playlists;

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
