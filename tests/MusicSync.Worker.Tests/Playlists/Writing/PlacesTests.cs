using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Tests.Playlists.Writing;

/// <summary>A chosen row goes behind the nearest earlier row of its sync that is there.</summary>
public sealed class PlacesTests
{
    private static readonly IReadOnlyList<PlaylistSlot> List =
        [new(0, "x", Track: null), new(1, "a", Track: null), new(2, Uri: null, Track: null), new(3, "b", Track: null), new(4, "a", Track: null)];

    [Fact]
    public void Nearest_IsTheFirstThatIsThere() => Assert.Equal(4, Places.Behind(["gone", "b", "a"], List));

    [Fact]
    public void OfSeveralCopies_TheFirstCounts() => Assert.Equal(2, Places.Behind(["a"], List));

    [Fact]
    public void NoneIsThere_TheEnd() => Assert.Null(Places.Behind(["gone"], List));

    [Theory]
    [InlineData("gone", false)]
    [InlineData("new", true)]
    [InlineData("b", false)]
    public void NearerRow_ThatWasWrittenLately_IsWaitedFor(string nearest, bool expected)
    {
        IReadOnlyList<WantedTrack> recent = [Recent("new"), Recent("b")];

        Assert.Equal(expected, Places.LacksNearer([nearest, "a"], recent, List));
        Assert.False(Places.LacksNearer(["a", "new"], recent, List));
    }

    [Fact]
    public void BehindTheLastRow_TheEnd() => Assert.Null(Places.Behind(["b"], [.. List.Take(4)]));

    private static WantedTrack Recent(string uri) => new(1, new ChosenTrack(uri, "t", ["a"]));
}
