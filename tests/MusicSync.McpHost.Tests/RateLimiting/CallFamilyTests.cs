using MusicSync.McpHost.RateLimiting;

namespace MusicSync.McpHost.Tests.RateLimiting;

public sealed class CallFamilyTests
{
    [Theory]
    [InlineData("GET", "search?type=track&q=playlists", "search")]
    [InlineData("GET", "playlists/6rqhFgbbKwnb9MLmUQDhG6?fields=id", "playlist_read")]
    [InlineData("GET", "playlists/6rqhFgbbKwnb9MLmUQDhG6/items", "playlist_read")]
    [InlineData("GET", "me/playlists", "playlist_read")]
    [InlineData("POST", "me/playlists", "playlist_write")]
    [InlineData("POST", "playlists/6rqhFgbbKwnb9MLmUQDhG6/items", "playlist_write")]
    [InlineData("DELETE", "playlists/6rqhFgbbKwnb9MLmUQDhG6/items", "playlist_write")]
    [InlineData("GET", "tracks/6rqhFgbbKwnb9MLmUQDhG6", "other")]
    [InlineData("GET", "me", "other")]
    public void Request_BelongsToTheFamilyThatSpotifyCountsItIn(string method, string path, string family) =>
        Assert.Equal(family, CallFamilies.Of(new HttpMethod(method), new Uri($"https://api.spotify.com/v1/{path}")).Name());
}
