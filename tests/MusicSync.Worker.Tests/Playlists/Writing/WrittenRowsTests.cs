using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writing;
using static MusicSync.Worker.Tests.Playlists.Tracks;

namespace MusicSync.Worker.Tests.Playlists.Writing;

public sealed class WrittenRowsTests
{
    private static readonly PlaylistSlot[] Two = [Slot(0, "a", "A"), Slot(1, "a", "A")];

    [Fact]
    public void CopyThatWasThereBefore_IsNoDouble() => Assert.Equal("none", Judge(Wanted(1, "a", "A"), timesSent: 2));

    [Fact]
    public void SecondCopyOfARowSentTwice_IsOurs() => Assert.Equal("here", Judge(before: null, timesSent: 2));

    [Fact]
    public void SecondCopyOfARowSentOnce_IsSomebodyElses() => Assert.Equal("elsewhere", Judge(before: null, timesSent: 1));

    private static string Judge(WantedTrack? before, int timesSent)
    {
        var (here, elsewhere) = WrittenRows.Doubled(
            [Wanted(2, "a", "A")], before is null ? [] : [before], Two, new Dictionary<int, int> { [2] = timesSent });
        return here.Count > 0 ? "here" : elsewhere.Count > 0 ? "elsewhere" : "none";
    }
}
