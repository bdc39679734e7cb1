using System.Text.Json;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs;

/// <summary>Links of playlists and albums: what they are, and when they are all that a list holds.</summary>
public sealed class SpotifyListLinkTests
{
    private const string Id = "4aawyAB9vmqN3uQ7FjRGTy";
    private const string Album = "spotify:album:" + Id;
    private const string Playlist = "spotify:playlist:" + Id;

    [Theory]
    [InlineData(Album, Album)]
    [InlineData("https://open.spotify.com/album/" + Id, Album)]
    [InlineData(" http://open.spotify.com/intl-de/album/" + Id + "?si=0123456789abcdef\n", Album)]
    [InlineData("open.spotify.com/embed/album/" + Id + "#tracks", Album)]
    [InlineData("https://play.spotify.com/playlist/" + Id + "/", Playlist)]
    [InlineData("spotify:user:somebody:playlist:" + Id, Playlist)]
    [InlineData("https://open.spotify.com/user/somebody/playlist/" + Id, Playlist)]
    public void Link_InAnyForm_IsTheSame(string text, string uri) => Assert.Equal(uri, SpotifyListLink.Of(text)?.Uri);

    [Theory]
    [InlineData(Id)]
    [InlineData("spotify:track:" + Id)]
    [InlineData("spotify:album:" + Id + "x")]
    [InlineData("https://open.spotify.com/album/4aawyAB9vmqN3uQ7FjRGT")]
    [InlineData("https://open.spotify.com/album/" + Id + " and more")]
    [InlineData("https://open.spotify.com/artist/" + Id)]
    [InlineData("https://example.org/album/" + Id)]
    [InlineData("https://open.spotify.com.example.org/album/" + Id)]
    public void AnythingElse_IsNone(string text) => Assert.Null(SpotifyListLink.Of(text));

    [Theory]
    [InlineData(Album)]
    [InlineData("\n  https://open.spotify.com/album/" + Id + "?si=x  \r\n\n")]
    [InlineData("# my favourite\n" + Album)]
    [InlineData("uri\n" + Album)]
    public void Text_OfNothingButALink_IsTheLink(string text) => Assert.Equal(Album, SpotifyListLink.Alone(SongListReader.Read(text))?.Uri);

    /// <summary>As a share sheet sends it: one dictionary with the link.</summary>
    [Fact]
    public void Json_OfNothingButALink_IsTheLink()
    {
        Assert.Equal(Playlist, SpotifyListLink.Alone(ReadJson($$"""[{"uri": "https://open.spotify.com/playlist/{{Id}}"}]"""))?.Uri);
        // Whoever names a song means the song.
        Assert.Null(SpotifyListLink.Alone(ReadJson($$"""[{"uri": "{{Album}}", "title": "A", "artist": "B"}]""")));
    }

    [Theory]
    [InlineData("Juno Vale - Slow Satellite\n" + Album, "this is a link to an album; to get its songs, send that link alone")]
    [InlineData(Playlist + "\nspotify:track:" + Id, "this is a link to a playlist; to get its songs, send that link alone")]
    public void LinkAmongSongs_IsARejectedRow_ThatSaysWhatToDo(string text, string reason)
    {
        var list = SongListReader.Read(text);

        Assert.Null(SpotifyListLink.Alone(list));
        Assert.Equal(reason, Assert.Single(list.Rejected).Reason);
        Assert.Single(list.Songs);
    }

    [Fact]
    public void TwoLinks_AreNoList() => Assert.Null(SpotifyListLink.Alone(SongListReader.Read(Album + "\n" + Playlist)));

    private static SongList ReadJson(string json)
    {
        using var songs = JsonDocument.Parse(json);

        return SongListReader.Read(songs.RootElement);
    }
}
