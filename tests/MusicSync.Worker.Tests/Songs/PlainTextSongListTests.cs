using System.Text;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs;

public sealed class PlainTextSongListTests
{
    [Theory]
    [InlineData("The Beatles - Yesterday", "The Beatles", "Yesterday")]
    [InlineData("The Beatles – Yesterday", "The Beatles", "Yesterday")]
    [InlineData("The Beatles — Yesterday", "The Beatles", "Yesterday")]
    [InlineData("The Beatles\tYesterday", "The Beatles", "Yesterday")]
    [InlineData("12. The Beatles - Yesterday", "The Beatles", "Yesterday")]
    [InlineData("Jay-Z - 99 Problems", "Jay-Z", "99 Problems")]
    [InlineData("Blur - Song 2 - 2012 Remaster", "Blur", "Song 2 - 2012 Remaster")]
    public void Line_WithADash_IsArtistAndTitle(string line, string artist, string title)
    {
        var song = Assert.Single(Read(line).Songs);

        Assert.Equal((artist, title), (song.Artist, song.Title));
    }

    [Fact]
    public void Lines_ThatAreBlankOrComments_AreNoRowsButCount()
    {
        var list = Read("# my list\r\n\r\nThe Beatles - Yesterday\r\nnonsense\r\n");

        Assert.Equal(3, Assert.Single(list.Songs).Line);
        Assert.Equal((4, "nonsense"), list.Rejected.Select(row => (row.Line, row.Text)).Single());
    }

    [Theory]
    [InlineData("spotify:track:6rqhFgbbKwnb9MLmUQDhG6")]
    [InlineData("https://open.spotify.com/track/6rqhFgbbKwnb9MLmUQDhG6?si=abc")]
    [InlineData("open.spotify.com/intl-fr/track/6rqhFgbbKwnb9MLmUQDhG6")]
    [InlineData("6rqhFgbbKwnb9MLmUQDhG6")]
    public void Line_ThatIsATrackLink_IsARowGivenByUri(string line) =>
        Assert.Equal("spotify:track:6rqhFgbbKwnb9MLmUQDhG6", Assert.Single(Read(line).Songs).Uri);

    [Theory]
    [InlineData("https://open.spotify.com/album/6rqhFgbbKwnb9MLmUQDhG6", "album")]
    [InlineData("spotify:episode:6rqhFgbbKwnb9MLmUQDhG6", "podcast")]
    [InlineData("https://spotify.link/abc", "without a track")]
    public void Line_ThatIsAnotherLink_IsRejectedForWhatItIs(string line, string word) =>
        Assert.Contains(word, Assert.Single(Read(line).Rejected).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("audio/mpeg", null)]
    [InlineData(null, "cover.png")]
    public void Format_ThatIsUnknown_IsRefusedWithTheKnownOnes(string? mediaType, string? fileName) =>
        Assert.Contains(
            "text/csv",
            Assert.Throws<SongListException>(() => SongListReader.Read(new byte[] { 65 }, mediaType, fileName)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Format_OfAnUpload_FollowsTheFileName() =>
        Assert.Single(SongListReader.Read(Encoding.UTF8.GetBytes("title,artist\nA b,C"), "application/octet-stream", "list.CSV").Songs);

    [Fact]
    public void Line_OfTenMegabytesOfBlanks_IsRejectedForItsLength()
    {
        var list = Read($"A{new string(' ', 10 * 1024 * 1024)}B\nThe Beatles - Yesterday");

        Assert.Single(list.Songs);
        Assert.Contains("characters", Assert.Single(list.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_OfManyBlanks_AreLookedThroughOnce() =>
        Assert.Equal(2_000, Read(string.Concat(Enumerable.Repeat($"A{new string(' ', 1_900)}B\n", 2_000))).Rejected.Count);

    [Fact]
    public void Line_WithMuchAir_IsASong() =>
        Assert.Equal("B", Assert.Single(Read($"A{new string(' ', 900)}-{new string('\t', 900)}B").Songs).Title);

    private static SongList Read(string text) => SongListReader.Read(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");
}
