using System.Text;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs;

public sealed class CsvSongListTests
{
    private const string TrackId = "6rqhFgbbKwnb9MLmUQDhG6";

    [Theory]
    [InlineData("title,artist\nYesterday,The Beatles")]
    [InlineData("Title;Artist\r\nYesterday;The Beatles\r\n")]
    [InlineData("TITLE\tARTIST\nYesterday\tThe Beatles\n")]
    [InlineData("\n\"Artist\",\"Song Title\"\n\"The Beatles\",\"Yesterday\"\n")]
    [InlineData("sep=;\nTitle;Artist\nYesterday;The Beatles")]
    [InlineData("Song | Artist\nYesterday | The Beatles")]
    public void Csv_WithAnySeparatorAndHeaderNames_GivesTitleAndArtist(string csv)
    {
        var song = Assert.Single(Read(csv).Songs);

        Assert.Equal(("Yesterday", "The Beatles"), (song.Title, song.Artist));
    }

    [Fact]
    public void Exportify_InItsOldForm_IsReadWithEscapedCommas()
    {
        const string csv = """
            "Track URI","Track Name","Artist URI(s)","Artist Name(s)","Album URI","Album Name","Album Artist Name(s)","Album Release Date","Track Duration (ms)","ISRC","Added At"
            "spotify:track:6rqhFgbbKwnb9MLmUQDhG6","See You Again","spotify:artist:a, spotify:artist:b","Tyler\, The Creator, Kali Uchis","spotify:album:c","Flower Boy","Tyler\, The Creator","2017-07-21","180386","USQX91701278","2020-01-01T00:00:00Z"
            """;

        var song = Assert.Single(Read(csv).Songs);

        Assert.Equal(
            new Song(2, "See You Again", "Tyler, The Creator, Kali Uchis", "Flower Boy", "USQX91701278", 180386, "2017", $"spotify:track:{TrackId}"),
            song);
    }

    [Fact]
    public void Exportify_InItsNewForm_JoinsArtistsWithCommas()
    {
        const string csv = """
            Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity,Explicit
            ,Crazy In Love,Dangerously In Love,Beyoncé;JAY-Z,2003-06-24,236133,80,false
            """;

        var song = Assert.Single(Read(csv).Songs);

        Assert.Equal(new Song(2, "Crazy In Love", "Beyoncé, JAY-Z", "Dangerously In Love", DurationMs: 236133, Year: "2003"), song);
    }

    [Theory]
    [InlineData("Title\tArtist\tTime\tStart Time\tDuration\tDeck\nRose\tJuno Vale\t6:01\t22:00:03\t3:40\tA", 361_000)]
    [InlineData("Title\tArtist\tStart Time\tDuration\tDeck\nRose\tJuno Vale\t22:00:03\t3:40\tA", null)]
    [InlineData("Title\tArtist\tTime\tDuration\nRose\tJuno Vale\t22:00\t3:40", 220_000)]
    public void Duration_InAHistoryOfDecks_IsNoLengthOfASong(string table, int? expected) =>
        Assert.Equal(expected, Assert.Single(Read(table).Songs).DurationMs);

    [Fact]
    public void TuneMyMusic_WithByteOrderMarkAndSpotifyId_TakesTheIdAsItIs()
    {
        const string csv = "\uFEFFTrack name,Artist name,Album,Playlist name,Type,ISRC,Spotify - id\nRose,Bran Van 3000,Glee,Mine,Playlist,,6rqhFgbbKwnb9MLmUQDhG6\n";

        var song = Assert.Single(Read(csv).Songs);

        Assert.Equal(new Song(2, "Rose", "Bran Van 3000", "Glee", Uri: $"spotify:track:{TrackId}"), song);
    }

    [Fact]
    public void Shazam_WithItsPreambleAndLinks_KeepsLineNumbersAndIgnoresTheLinks()
    {
        const string csv = "Shazam Library\nIndex,TagTime,Title,Artist,URL,TrackKey\n1,2024-01-01,\"Yesterday\",\"The Beatles\",https://www.shazam.com/track/1,1\n";

        Assert.Equal([new Song(3, "Yesterday", "The Beatles")], Read(csv).Songs);
    }

    [Theory]
    [InlineData("title,artist,Duration (ms)", "225000", 225000)]
    [InlineData("title,artist,duration_seconds", "225", 225000)]
    [InlineData("title,artist,duration", "3:45", 225000)]
    [InlineData("title,artist,time", "01:02:03", 3723000)]
    [InlineData("title,artist,duration", "225", 225000)]
    [InlineData("title,artist,duration", "225000", 225000)]
    [InlineData("title,artist,duration", "long", null)]
    public void Duration_InAnyUnit_BecomesMilliseconds(string header, string value, int? expected) =>
        Assert.Equal(expected, Assert.Single(Read($"{header}\nYesterday,The Beatles,{value}").Songs).DurationMs);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("windows-1252")]
    public void Encoding_OfAnyKind_IsRecognised(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("title,artist\nDéjà Vu,Beyoncé\nHöhle,Die Ärzte\n")];

        Assert.Equal(["Déjà Vu", "Höhle"], SongListReader.Read(bytes, "text/csv").Songs.Select(song => song.Title));
    }

    [Fact]
    public void Encoding_Utf16WithoutMark_IsRecognised() =>
        Assert.Single(SongListReader.Read(Encoding.Unicode.GetBytes("title,artist\nYesterday,The Beatles\n"), "text/csv").Songs);

    [Fact]
    public void StrayQuotes_InOneRow_DoNotSwallowTheNext()
    {
        const string csv = "title,artist\n\"Heroes,David Bowie\nYesterday,The Beatles\n\"Help\"!,The Beatles\nThe \"In\" Crowd,Ramsey Lewis\n";

        var songs = Read(csv).Songs;

        Assert.Equal(["David Bowie", "The Beatles", "The Beatles", "Ramsey Lewis"], songs.Select(song => song.Artist));
        Assert.Equal("The \"In\" Crowd", songs[3].Title);
    }

    [Fact]
    public void QuotedLineBreaks_InACell_StayInTheirRow()
    {
        const string csv = "title,artist,notes\nYesterday,The Beatles,\"first\nsecond\"\nHelp!,The Beatles,\n";

        Assert.Equal([2, 4], Read(csv).Songs.Select(song => song.Line));
    }

    [Fact]
    public void Rows_ThatAreNoSongs_AreRejectedWithLineAndReason()
    {
        const string csv = """
            Track URI,Track Name,Artist Name(s)
            spotify:local:a:b:c:200,Demo,My Band
            spotify:episode:6rqhFgbbKwnb9MLmUQDhG6,Talk,A Host
            spotify:track:6rqhFgbbKwnb9MLmUQDhG6,,
            ,Only A Title,
            ,,
            ,Yesterday,The Beatles
            """;

        var list = Read(csv);

        Assert.Equal([4, 7], list.Songs.Select(song => song.Line));
        Assert.Equal(
            [(2, "local file"), (3, "podcast"), (5, "artist is missing")],
            list.Rejected.Select(row => (row.Line, Found(row.Reason, "local file", "podcast", "artist is missing"))));
    }

    [Fact]
    public void RepeatedRows_OfAnyNumber_Stay() =>
        Assert.Equal(3, Read("title,artist\nA b,C\nA b,C\nA b,C").Songs.Count);

    [Fact]
    public void NoHeader_WithArtistsThatRepeatInFront_TakesThemForArtists()
    {
        var songs = Read("The Beatles,Yesterday\nThe Beatles,Help!\nQueen,Bohemian Rhapsody\n").Songs;

        Assert.Equal(["Yesterday", "Help!", "Bohemian Rhapsody"], songs.Select(song => song.Title));
        Assert.Equal(1, songs[0].Line);
    }

    [Fact]
    public void NoHeader_WithTwoColumns_IsTakenForTitleAndArtist() =>
        Assert.Equal(new Song(1, "Yesterday", "The Beatles"), Read("Yesterday,The Beatles\nRose,Bran Van 3000").Songs[0]);

    [Theory]
    [InlineData("Yesterday,The Beatles,1965\nHelp!,The Beatles,1965")]
    [InlineData("name,colour\nApple,red")]
    [InlineData("")]
    public void NoHeader_ThatTellsTitleAndArtist_IsRefusedWithTheNamesThatWork(string csv) =>
        Assert.Contains("title,artist", Assert.Throws<SongListException>(() => Read(csv)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 1, 2 }, "Excel")]
    [InlineData(new byte[] { 1, 0, 2, 0, 0, 0, 9, 0, 0, 7 }, "binary")]
    public void Binary_SentAsCsv_IsRefusedAsAWhole(byte[] bytes, string word) =>
        Assert.Contains(word, Assert.Throws<SongListException>(() => SongListReader.Read(bytes, "text/csv")).Message, StringComparison.Ordinal);

    private static string? Found(string text, params string[] words) =>
        words.FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal));

    private static SongList Read(string csv) => SongListReader.Read(Encoding.UTF8.GetBytes(csv), "text/csv");
}
