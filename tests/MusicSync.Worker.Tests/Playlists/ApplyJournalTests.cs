using MusicSync.Worker.Playlists;
using static MusicSync.Worker.Tests.Playlists.Tracks;

namespace MusicSync.Worker.Tests.Playlists;

public sealed class ApplyJournalTests
{
    [Fact]
    public void SecondAttempt_ReportsRowsOfTheFirstAsAdded()
    {
        var wanted = new[] { Wanted(1, "a", "A"), Wanted(2, "b", "B"), Wanted(3, "b", "B") };
        var before = PlaylistDiff.Between(wanted, [Slot(0, "a", "A")], DuplicateHandling.Skip);
        var after = PlaylistDiff.Between(wanted, [Slot(0, "a", "A"), Slot(1, "b", "B")], DuplicateHandling.Skip);

        var changes = ApplyJournal.From(before).Changes(after, pending: []);

        Assert.Equal([2], changes.Added);
        Assert.Equal([1], changes.AlreadyPresent);
        Assert.Equal([3], changes.Duplicates);
        Assert.Empty(changes.Pending);
    }

    [Fact]
    public void StoppedWrite_LeavesTheRestPending()
    {
        var wanted = new[] { Wanted(1, "a", "A"), Wanted(2, "b", "B") };
        var delta = PlaylistDiff.Between(wanted, [], DuplicateHandling.Skip);

        var changes = ApplyJournal.From(delta).Changes(delta, pending: [wanted[1]]);

        Assert.Equal([1], changes.Added);
        Assert.Equal([2], changes.Pending);
    }
}
