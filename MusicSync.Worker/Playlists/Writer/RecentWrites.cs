namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Adds to a list what was written so lately that a lagging read may not show it. Pure.</summary>
internal static class RecentWrites
{
    public static IReadOnlyList<PlaylistSlot> Overlay(IReadOnlyList<PlaylistSlot> slots, IReadOnlyList<WantedTrack> recent)
    {
        var visible = slots.Where(slot => slot.Uri is not null).CountBy(slot => slot.Uri!).ToDictionary();
        var unseen = recent
            .GroupBy(row => row.Track.Uri)
            .SelectMany(copies => copies.Skip(visible.GetValueOrDefault(copies.Key)));
        return [.. slots, .. unseen.Select(PlaylistSlot.Of)];
    }
}
