using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using static MusicSync.Worker.Tests.Playlists.Tracks;

namespace MusicSync.Worker.Tests.Playlists;

public sealed class PlaylistDiffTests
{
    [Fact]
    public void EmptyPlaylist_EveryRowIsAbsentInInputOrder()
    {
        var delta = PlaylistDiff.Between([Wanted(2, "b", "B"), Wanted(5, "a", "A")], [], DuplicateHandling.Skip);

        Assert.Equal(["b", "a"], delta.Absent.Select(row => row.Track.Uri));
    }

    [Fact]
    public void SameUriInPlaylist_IsPresent() =>
        Assert.Equal([PlacementKind.Present], Kinds([Wanted(1, "a", "A")], [Slot(0, "a", "Another title")]));

    [Fact]
    public void NullLocalAndEpisodeRows_NeverCountAsTracks() => Assert.Equal(
        [PlacementKind.Absent],
        Kinds([Wanted(1, "a", "A")], [Opaque(0, null), Opaque(1, "spotify:local:x:y:A:200"), Opaque(2, "spotify:episode:e")]));

    [Fact]
    public void RelinkedTrackWithSameTitleArtistsAndLength_IsPresent() => Assert.Equal(
        [PlacementKind.Present], Kinds([Wanted(1, "a", "Été", durationMs: 200_000)], [Slot(0, "b", "ete", "SOMEBODY", 201_900)]));

    [Fact]
    public void SameTitleButOtherLength_IsAbsent() => Assert.Equal(
        [PlacementKind.Absent], Kinds([Wanted(1, "a", "A", durationMs: 200_000)], [Slot(0, "b", "A", durationMs: 202_001)]));

    [Fact]
    public void UnknownLength_NeverSupportsAnApproximateMatch() => Assert.Equal(
        [PlacementKind.Absent], Kinds([Wanted(1, "a", "A", durationMs: 0)], [Slot(0, "b", "A", durationMs: 0)]));

    [Fact]
    public void RowGivenByUri_IsNotSatisfiedByAnEqualTitle() => Assert.Equal(
        [PlacementKind.Absent], Kinds([Wanted(1, "a", "A") with { GivenByUri = true }], [Slot(0, "b", "A")]));

    [Fact]
    public void SameIsrcUnderAnotherId_IsPresent()
    {
        var wanted = new WantedTrack(1, new ChosenTrack("a", "A", ["X"], Isrc: "GBAAA0000001"));
        var slot = new PlaylistSlot(0, "b", new ChosenTrack("b", "A (Remastered)", ["X"], DurationMs: 1, Isrc: "gbaaa0000001"));

        Assert.Equal([PlacementKind.Present], Kinds([wanted], [slot]));
    }

    [Fact]
    public void EqualRows_AreDuplicatesWhenSkipped() => Assert.Equal(
        [PlacementKind.Absent, PlacementKind.Duplicate, PlacementKind.Duplicate],
        Kinds([Wanted(1, "a", "A"), Wanted(2, "a", "A"), Wanted(3, "b", "A")], []));

    [Fact]
    public void EqualRows_NeedAsManySlotsWhenKept() => Assert.Equal(
        [PlacementKind.Present, PlacementKind.Present, PlacementKind.Absent],
        Kinds([Wanted(1, "a", "A"), Wanted(2, "a", "A"), Wanted(3, "a", "A")], [Slot(0, "a", "A"), Slot(1, "a", "A")], DuplicateHandling.Keep));

    [Fact]
    public void KeptCopies_GiveExactSlotsOutFirst() => Assert.Equal(
        [PlacementKind.Absent, PlacementKind.Present],
        Kinds([Wanted(1, "a", "A"), Wanted(2, "b", "A")], [Slot(0, "b", "A")], DuplicateHandling.Keep));

    private static IEnumerable<PlacementKind> Kinds(
        IReadOnlyList<WantedTrack> wanted,
        IReadOnlyList<PlaylistSlot> slots,
        DuplicateHandling duplicates = DuplicateHandling.Skip) =>
        PlaylistDiff.Between(wanted, slots, duplicates).Rows.Select(row => row.Kind);
}
