namespace MusicSync.Worker.Playlists;

/// <summary>
/// One row of a playlist as it was read. Rows that hold no track of the catalogue (unavailable, local file, episode) have no
/// <see cref="Track"/>; they keep their place and are never touched.
/// </summary>
internal sealed record PlaylistSlot(int Position, string? Uri, SlotTrack? Track);

/// <summary>What is needed to recognise a track in a slot.</summary>
internal sealed record SlotTrack(string Title, IReadOnlyList<string> Artists, int DurationMs, string? Isrc);
