using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Tests.Spotify;

public sealed class SpotifyIdTests
{
    private const string Id = "6rqhFgbbKwnb9MLmUQDhG6";

    [Theory]
    [InlineData(Id)]
    [InlineData("  " + Id + " ")]
    [InlineData("spotify:track:" + Id)]
    [InlineData("https://open.spotify.com/track/" + Id)]
    [InlineData("https://open.spotify.com/intl-de/track/" + Id + "?si=0123456789abcdef")]
    [InlineData("open.spotify.com/embed/track/" + Id + "#start")]
    public void Track_InAnyForm_IsItsId(string text) => Assert.Equal(Id, SpotifyId.Parse(SpotifyId.Track, text, "trackId"));

    [Theory]
    [InlineData("spotify:playlist:" + Id)]
    [InlineData("spotify:user:somebody:playlist:" + Id)]
    [InlineData("https://open.spotify.com/user/somebody/playlist/" + Id)]
    public void Playlist_InAnyForm_IsItsId(string text) => Assert.Equal(Id, SpotifyId.Parse(SpotifyId.Playlist, text, "playlistId"));

    [Theory]
    [InlineData("spotify:album:" + Id)]
    [InlineData("https://open.spotify.com/intl-de/album/" + Id + "?si=0123456789abcdef")]
    public void Album_InAnyForm_IsItsId(string text) => Assert.Equal(Id, SpotifyId.Parse(SpotifyId.Album, text, "albumId"));

    [Theory]
    [InlineData("")]
    [InlineData("6rqhFgbbKwnb9MLmUQDhG")]
    [InlineData("6rqhFgbbKwnb9MLmUQDhG6/../me")]
    [InlineData("spotify:playlist:" + Id)]
    [InlineData("spotify:track:" + Id + "?x")]
    [InlineData("https://example.org/track/" + Id)]
    public void Track_InNoKnownForm_IsRefusedByName(string text)
    {
        var error = Assert.Throws<InvalidArgumentException>(() => SpotifyId.Parse(SpotifyId.Track, text, "trackId"));

        Assert.StartsWith("Argument 'trackId' must be a Spotify track", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Id, "spotify:track:" + Id)]
    [InlineData("https://open.spotify.com/episode/" + Id, "spotify:episode:" + Id)]
    public void Row_OfATrackOrEpisode_IsItsUri(string text, string uri) => Assert.Equal(uri, SpotifyId.ParseRow(text, "uris[0]"));

    [Theory]
    [InlineData("spotify:local:Artist:Album:Title:180")]
    [InlineData("spotify:playlist:" + Id)]
    [InlineData("spotify:album:" + Id)]
    public void Row_ThatCannotBeAdded_IsRefused(string text) =>
        Assert.Throws<InvalidArgumentException>(() => SpotifyId.ParseRow(text, "uris[0]"));
}
