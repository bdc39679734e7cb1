using System.Text.Json.Nodes;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Tools;

public sealed class ArgumentTests(ArgumentTests.SharedBench shared) : IClassFixture<ArgumentTests.SharedBench>
{
    private const string Id = "6rqhFgbbKwnb9MLmUQDhG6";

    [Theory]
    [InlineData("get_track", "{}", "Argument 'trackId' is missing.")]
    [InlineData("get_track", """{"trackId":null}""", "Argument 'trackId' is missing.")]
    [InlineData("get_track", """{"trackId":17}""", "Argument 'trackId' must be of type string.")]
    [InlineData("get_track", """{"trackId":"nonsense"}""", "Argument 'trackId' must be a Spotify track: 22 letters and digits, a spotify:track: URI or an open.spotify.com link.")]
    [InlineData("get_album", """{"albumId":"spotify:playlist:6rqhFgbbKwnb9MLmUQDhG6"}""", "Argument 'albumId' must be a Spotify album: 22 letters and digits, a spotify:album: URI or an open.spotify.com link.")]
    [InlineData("get_album", """{"albumId":"6rqhFgbbKwnb9MLmUQDhG6","offset":-1}""", "Argument 'offset' must be 0 to 10000, not -1.")]
    [InlineData("get_playlist_items", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","limit":"ten"}""", "Argument 'limit' must be of type integer.")]
    [InlineData("get_playlist_items", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","limit":1e12}""", "Argument 'limit' must be of type integer.")]
    [InlineData("get_playlist_items", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","limit":51}""", "Argument 'limit' must be 1 to 50, not 51.")]
    [InlineData("get_playlist_items", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","offset":-1}""", "Argument 'offset' must be 0 to 100000, not -1.")]
    [InlineData("reorder_playlist_items", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","rangeStart":0}""", "Argument 'insertBefore' is missing.")]
    [InlineData("reorder_playlist_items", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","rangeStart":-1,"insertBefore":0}""", "Argument 'rangeStart' must be 0 to 10000, not -1.")]
    [InlineData("reorder_playlist_items", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","rangeStart":0,"insertBefore":2,"rangeLength":101}""", "Argument 'rangeLength' must be 1 to 100, not 101.")]
    [InlineData("search_tracks", "{}", "Argument 'query' is missing; give it, or a title, artist, album, isrc or year with letters or digits.")]
    [InlineData("search_tracks", """{"query":"a","title":"b"}""", "Argument 'query' cannot be combined with title, artist, album, isrc or year.")]
    [InlineData("search_tracks", """{"isrc":"short"}""", "Argument 'isrc' must be 12 letters and digits, such as GBAYE0601498.")]
    [InlineData("search_tracks", """{"year":"99"}""", "Argument 'year' must be a year or a range, such as 1999 or 1955-1960.")]
    [InlineData("search_tracks", """{"query":"a","limit":11}""", "Argument 'limit' must be 1 to 10, not 11.")]
    [InlineData("create_playlist", """{"name":"  "}""", "Argument 'name' must not be empty.")]
    [InlineData("create_playlist", """{"name":"a","public":"yes"}""", "Argument 'public' must be of type boolean.")]
    [InlineData("add_to_playlist", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","uris":[]}""", "Argument 'uris' must be 1 to 100, not 0.")]
    [InlineData("add_to_playlist", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","uris":"spotify:track:6rqhFgbbKwnb9MLmUQDhG6"}""", "Argument 'uris' must be of type array.")]
    [InlineData("add_to_playlist", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","uris":["6rqhFgbbKwnb9MLmUQDhG6",5]}""", "Argument 'uris[1]' must be of type string.")]
    [InlineData("add_to_playlist", """{"playlistId":"6rqhFgbbKwnb9MLmUQDhG6","uris":["spotify:local:a:b:c:1"]}""", "Argument 'uris[0]' must be a spotify:track: or spotify:episode: URI, an open.spotify.com link or a track id.")]
    public async Task Argument_MissingOrWrong_IsNamedAndNothingIsSent(string tool, string arguments, string text)
    {
        var result = await shared.Bench.CallAsync(tool, JsonNode.Parse(arguments)!);

        Assert.Equal("invalid_argument", result.Kind());
        Assert.Equal(text, result.Text());
        Assert.Equal(0, shared.Bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task NotAfter_ThatIsNoTime_IsNamed()
    {
        var result = await shared.Bench.CallAsync(
            "remove_from_playlist", new { playlistId = Id, uris = new[] { Id } }, new JsonObject { ["dev.musicsync/notAfter"] = "soon" });

        Assert.Equal("invalid_argument", result.Kind());
        Assert.StartsWith("Argument 'dev.musicsync/notAfter' must be a time", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_ForAnOptionalArgument_CountsAsLeftOut()
    {
        var result = await shared.Bench.CallAsync("get_playlist_items", new { playlistId = Id, offset = (int?)null, limit = (int?)null });

        Assert.Equal("not_found", result.Kind());
        shared.Bench.Spotify.Calls.Reset();
    }

    /// <summary>One host for all cases: a refused call leaves no trace in it.</summary>
    public sealed class SharedBench : IAsyncLifetime
    {
        internal TestBench Bench { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Bench = await TestBench.StartAsync();

        public ValueTask DisposeAsync() => Bench.DisposeAsync();
    }
}
