using MusicSync.Worker.Playlists;
using static MusicSync.Worker.Tests.Playlists.Tracks;

namespace MusicSync.Worker.Tests.Playlists;

public sealed class RelinkingTests
{
    private static readonly WantedTrack[] ByUri =
        [.. new[] { Wanted(1, "a", "A"), Wanted(2, "b", "B"), Wanted(3, "c", "C") }.Select(row => row with { GivenByUri = true })];

    [Fact]
    public void RowUnderAnotherId_IsThereWhenAStrangerStandsInItsPlace() =>
        Assert.Empty(Relinking.Lost(ByUri, [Slot(5, "a", "A"), Slot(6, "x", "X"), Slot(7, "c", "C")], start: 5));

    [Fact]
    public void AllRowsUnderOtherIds_AreThere() =>
        Assert.Empty(Relinking.Lost(ByUri, [Slot(5, "x", "X"), Slot(6, "y", "Y"), Slot(7, "z", "Z")], start: 5));

    [Fact]
    public void RowsBeforeTheWrite_ProveNothing() =>
        Assert.Equal([1, 2, 3], Relinking.Lost(ByUri, [Slot(2, "x", "X"), Slot(3, "y", "Y"), Slot(4, "z", "Z")], start: 5));

    [Fact]
    public void RowThatIsGone_IsLost_ThoughStrangersStandElsewhere() =>
        Assert.Equal([2], Relinking.Lost(ByUri, [Slot(5, "a", "A"), Slot(6, "c", "C"), Slot(7, "x", "X")], start: 5));

    [Fact]
    public void RowGivenByText_IsKnownByItsText_NotByItsPlace() => Assert.Equal(
        [2],
        Relinking.Lost([ByUri[0], ByUri[1] with { GivenByUri = false }], [Slot(5, "a", "A"), Slot(6, "x", "X")], start: 5));

    [Fact]
    public void TenThousandRows_OfWhichEverySecondIsUnderAnotherId_AreThere()
    {
        const int Rows = 10_000;
        var rows = Enumerable.Range(1, Rows).Select(line => Wanted(line, $"a{line}", "A") with { GivenByUri = true }).ToArray();
        var slots = rows.Select((row, at) => Slot(at, at % 2 == 0 ? $"a{at + 1}" : $"x{at}", "A")).ToArray();

        Assert.Empty(Relinking.Lost(rows, slots, start: 0));
        Assert.Equal([Rows], Relinking.Lost(rows, slots[..^1], start: 0));
    }
}
