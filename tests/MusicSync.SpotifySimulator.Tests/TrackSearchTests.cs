using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Catalog.Search;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class TrackSearchTests
{
    private static readonly TrackCatalog Catalog = TrackCatalog.Of(
    [
        TestTracks.Track(1, "Don't Wake the Tide", "The Copper Lanterns"),
        TestTracks.Track(2, "Tide", "Juno Vale") with { Isrc = "ZZSIM2000001", ReleaseDate = "1999-04-30" },
        TestTracks.Track(3, "Corazón de Papel", "Ana Maré") with { ReleaseDate = "2016", Album = "Luz de Agosto" },
        TestTracks.Track(4, "夜明けの自転車", "青い灯台"),
        TestTracks.Track(5, "새벽 기차", "하늘정원"),
        TestTracks.Track(6, "Тихая река", "Вера Озёрная"),
        TestTracks.Track(7, "Re-Entry", "N.O.V.A."),
        TestTracks.Track(8, "Loud & Clear", "P!per Lane"),
        TestTracks.Track(9, "Rent Due", "K$sh Morrow"),
        TestTracks.Track(10, "Burn It Slow (Again)", "The Sunday Arsonists"),
        TestTracks.Track(11, "Burn It Slow", "The Sunday Arsonists"),
        TestTracks.Track(12, "Burn It Slow", "The Sunday Arsonists"),
    ]);

    private static readonly TrackSearch Strict = new(Catalog, SearchRules.Strict);
    private static readonly TrackSearch Plain = new(Catalog, SearchRules.Plain);

    [Theory]
    [InlineData("dont wake the tide", 1)]
    [InlineData("Don’t wake the tide", 1)]
    [InlineData("tide juno vale", 2)]
    [InlineData("CORAZON DE PAPEL", 3)]
    [InlineData("Ｃｏｒａｚｏ́ｎ", 3)]
    [InlineData("自転車", 4)]
    [InlineData("夜", 4)]
    [InlineData("기차", 5)]
    [InlineData("тихая РЕКА", 6)]
    [InlineData("NOVA re entry", 7)]
    [InlineData("Piper Lane", 8)]
    [InlineData("Kash or Kssh Morrow", 9)]
    [InlineData("corazom papl", 3)]
    public void Search_ForWordsHoweverWritten_PutsTheTrackThatHasMostOfThemFirst(string q, int expected)
    {
        Assert.Equal(TestTracks.Id(expected), Strict.Search(q, 10, 0).Tracks[0].Id);
    }

    [Fact]
    public void Search_WithEqualHits_OrdersThemByTrackIdAndTheLongerTitleLast()
    {
        var found = Strict.Search("burn it slow sunday arsonists", 3, 0).Tracks;

        Assert.Equal([TestTracks.Id(11), TestTracks.Id(12), TestTracks.Id(10)], found.Select(track => track.Id));
    }

    [Fact]
    public void Search_ForNonsense_FillsThePageWithUnrelatedTracksTheSameEachTime()
    {
        var once = Strict.Search("qqqq zzzz", 10, 0);
        var again = Strict.Search("qqqq zzzz", 10, 0);

        Assert.Equal(10, once.Tracks.Count);
        Assert.Equal(once.Tracks, again.Tracks);
    }

    [Fact]
    public void Search_PageByPage_ShowsEachTrackOnce()
    {
        var first = Strict.Search("tide", 10, 0);
        var second = Strict.Search("tide", 10, 10);

        Assert.Equal(Catalog.Tracks.Count, first.Total);
        Assert.Equal(Catalog.Tracks.OrderBy(track => track.Id), first.Tracks.Concat(second.Tracks).OrderBy(track => track.Id));
    }

    [Theory]
    [InlineData("isrc:ZZSIM2000001", 2)]
    [InlineData("isrc:zzsim2000001", 2)]
    [InlineData("track:\"corazon de papel\" artist:\"ana mare\"", 3)]
    [InlineData("track:corazon papel artist:ana mare", 3)]
    [InlineData("album:\"luz de agosto\"", 3)]
    [InlineData("year:1999 tide", 2)]
    [InlineData("tide year:1990-2000", 2)]
    [InlineData("track:dont artist:lanterns", 1)]
    public void Search_WithFilters_FindsOnlyWhatMatchesThem(string q, int expected)
    {
        Assert.Equal([TestTracks.Id(expected)], Strict.Search(q, 10, 0).Tracks.Select(track => track.Id));
    }

    [Theory]
    [InlineData("track:\"Don't Wake the Tide\"")]
    [InlineData("track:\"Don’t Wake the Tide\"")]
    [InlineData("track:\"Burn It Slow (Again)\"")]
    [InlineData("artist:\"The Copper Lanterns [Band]\"")]
    [InlineData("track:\"corazon de papel extra\"")]
    [InlineData("track:corazon artist:\"juno\"")]
    [InlineData("isrc:ZZSIM2999999")]
    [InlineData("isrc:ZZSIM2000001 OR isrc:ZZSIM2000002")]
    [InlineData("year:abcd")]
    [InlineData("genre:rock")]
    [InlineData("track:\"\"")]
    public void Search_WithAFilterThatSpotifyCannotMeet_FindsNothing(string q)
    {
        Assert.Equal((0, 0), (Strict.Search(q, 10, 0).Tracks.Count, Strict.Search(q, 10, 0).Total));
    }

    [Theory]
    [InlineData("track:\"Don't Wake the Tide\"", 1)]
    [InlineData("track:\"Burn It Slow (Again)\"", 10)]
    [InlineData("track:\"corazon de papel extra\" artist:\"ana mare\"", 3)]
    public void Search_WithPlainRules_ForgivesWhatSpotifyDoesNot(string q, int expected)
    {
        Assert.Equal(TestTracks.Id(expected), Plain.Search(q, 10, 0).Tracks[0].Id);
    }

    [Fact]
    public void Search_LongerThan100Characters_IsRefusedByStrictRulesOnly()
    {
        var q = "tide " + new string('x', 96);

        Assert.Throws<SearchRefusedException>(() => Strict.Search(q, 10, 0));
        Assert.Equal(TestTracks.Id(2), Plain.Search(q, 10, 0).Tracks[0].Id);
        Assert.Equal(TestTracks.Id(2), Strict.Search(q[..100], 10, 0).Tracks[0].Id);
    }
}
