using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tests.Api.Watching;

/// <summary>A sync of ten songs on its way.</summary>
internal static class MadeStatus
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static SyncStatus Matched(int songs) => new(
        "road-trip", SyncState.Matching, new PlaylistRef(null, "Road trip", null), new SongCounts(10, 0, songs),
        new OutcomeCounts(songs, 0, 0, 0), new ChangeCounts(0, 0, 0, songs), null, new SyncEstimate(11, 4, 1, 0), Start, null, null);
}
