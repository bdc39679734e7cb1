namespace MusicSync.Worker.Playlists;

/// <summary>
/// One row of a playlist as it was read. Rows that hold no track of the catalogue (unavailable, local file, episode) have no
/// <see cref="Track"/>; they keep their place and are never touched.
/// </summary>
internal sealed record PlaylistSlot(int Position, string? Uri, SlotTrack? Track)
{
    /// <summary>The slot a wanted row will have.</summary>
    public static PlaylistSlot Of(WantedTrack row) => new(
        row.Line,
        row.Track.Uri,
        new SlotTrack(row.Track.Title, row.Track.Artists, row.Track.DurationMs, row.Track.Isrc));
}

/// <summary>What is needed to recognise a track in a slot.</summary>
internal sealed record SlotTrack(string Title, IReadOnlyList<string> Artists, int DurationMs, string? Isrc);
