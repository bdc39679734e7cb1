using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Remembered;

namespace MusicSync.Worker.Tests.Syncs.Remembered;

/// <summary>Which songs are the same one when a choice is remembered.</summary>
public sealed class SongKeyTests
{
    private static readonly Song Wanted = new(1, "Café del Mar", "Energy 52", "Best Of", "deabc1234567");

    [Fact]
    public void Spelling_MakesNoDifference_NorWhereItStands()
    {
        var other = Wanted with { Line = 9, Title = " CAFE  DEL MAR", Artist = "energy 52", Isrc = "DEABC1234567", DurationMs = 1, Year = "1993" };

        Assert.Equal(SongKey.Of(Wanted), SongKey.Of(other));
    }

    [Fact]
    public void MoreOrLessOrOtherWords_AreAnotherSong()
    {
        Song[] songs =
        [
            Wanted, Wanted with { Title = "Café del Mar (Remix)" }, Wanted with { Artist = "Energy 53" }, Wanted with { Album = null },
            Wanted with { Album = "Worst Of" }, Wanted with { Isrc = null }, Wanted with { Title = "Best Of", Album = "Café del Mar" },
        ];

        Assert.Distinct(songs.Select(SongKey.Of));
    }

    [Fact]
    public void Row_HasTheKeyOfItsSong() => Assert.Equal(
        SongKey.Of(Wanted), SongKey.Of(new ReportInput(Wanted.Title, Wanted.Artist, Wanted.Album, Wanted.Isrc)));

    [Fact]
    public void TrackItself_AndRejectedRow_HaveNone()
    {
        Assert.Null(SongKey.Of(Wanted with { Uri = "spotify:track:6rqhFgbbKwnb9MLmUQDhG6" }));
        Assert.Null(SongKey.Of(new ReportInput(Text: "???")));
    }
}
