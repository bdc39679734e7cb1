using System.Text.Json;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.McpHost.Tests.Tools;

public sealed class CatalogToolsTests
{
    [Fact]
    public async Task Search_ByFieldsWithAnApostrophe_FindsTheTrack()
    {
        await using var bench = await TestBench.StartAsync();
        var song = bench.Track("Ain't No Shame in Leaving");

        var found = await SearchAsync(bench, new { title = song.Title, artist = song.Artists[0] });

        Assert.Equal(song.Id, found[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Search_ByIsrcWithHyphens_FindsTheTrack()
    {
        await using var bench = await TestBench.StartAsync();
        var song = bench.Track("Lobby Waltz");

        var found = await SearchAsync(bench, new { isrc = "ZZ-TST-79-11739" });

        Assert.Equal(song.Id, Assert.Single(found).GetProperty("id").GetString());
        Assert.Equal(song.Isrc, found[0].GetProperty("isrc").GetString());
    }

    [Fact]
    public async Task Search_Repeated_IsAnsweredFromMemoryWhateverTheLimit()
    {
        await using var bench = await TestBench.StartAsync();

        var ten = await SearchAsync(bench, new { query = "the", limit = 10 });
        var two = await SearchAsync(bench, new { query = "the", limit = 2 });

        Assert.Equal(1, bench.Spotify.Calls.Total);
        Assert.Equal(ten.Take(2).Select(track => track.GetRawText()), two.Select(track => track.GetRawText()));
    }

    [Fact]
    public async Task Track_ByItsLink_IsFound()
    {
        await using var bench = await TestBench.StartAsync();
        var song = bench.Track("Lobby Waltz");

        var track = (await bench.CallAsync("get_track", new { trackId = $"https://open.spotify.com/track/{song.Id}?si=x" })).Answer();

        Assert.Equal(song.Title, track.GetProperty("title").GetString());
        Assert.Equal((int)song.Duration.TotalMilliseconds, track.GetProperty("durationMs").GetInt32());
    }

    [Fact]
    public async Task Album_ByItsLink_HasItsTracksInOrder_WithWhatIsTheAlbums()
    {
        await using var bench = await TestBench.StartAsync();
        var songs = bench.Spotify.Catalog.Tracks.Where(track => track.Album == "Glass Season" && track.Artists[0] == "Juno Vale").ToArray();

        var album = (await bench.CallAsync("get_album", new { albumId = $"https://open.spotify.com/album/{songs[0].AlbumId}?si=x" })).Answer();

        Assert.Equal(
            (songs[0].AlbumId, $"spotify:album:{songs[0].AlbumId}", "Glass Season", songs.Length),
            (Text(album, "id"), Text(album, "uri"), Text(album, "name"), album.GetProperty("total").GetInt32()));
        Assert.Equal(["Juno Vale"], album.GetProperty("artists").EnumerateArray().Select(name => name.GetString()));
        var tracks = album.GetProperty("tracks").EnumerateArray().ToArray();
        Assert.Equal(songs.Select(song => song.Uri), tracks.Select(track => Text(track, "uri")));
        Assert.All(tracks, track => Assert.Equal(("Glass Season", false), (Text(track, "album"), track.TryGetProperty("isrc", out _))));
        Assert.False(album.TryGetProperty("nextOffset", out _));
        Assert.Equal(1, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task LongAlbum_IsReadAPageACall()
    {
        var songs = Enumerable.Range(1, 120)
            .Select(number => new CatalogTrack($"{number:D22}", $"Song {number}", ["Juno Vale"], "Glass Season", TimeSpan.FromMinutes(3), "", Isrc: null))
            .ToArray();
        await using var bench = await TestBench.StartAsync(new SimulatorOptions { Catalog = TrackCatalog.Of(songs) }, [], _ => { });
        var (read, pages) = (new List<string?>(), new List<JsonElement>());

        for (int? offset = 0; offset is not null; offset = pages[^1].TryGetProperty("nextOffset", out var next) ? next.GetInt32() : null)
        {
            pages.Add((await bench.CallAsync("get_album", new { albumId = songs[0].AlbumId, offset })).Answer());
            read.AddRange(pages[^1].GetProperty("tracks").EnumerateArray().Select(track => Text(track, "uri")));
        }

        Assert.Equal(songs.Select(song => song.Uri), read);
        Assert.All(pages, page => Assert.Equal(120, page.GetProperty("total").GetInt32()));
        Assert.Equal((3, 3, 2), (pages.Count, bench.Spotify.Calls.Total, bench.Calls("GET /v1/albums/{id}/tracks")));
        // Further pages come without it.
        Assert.Equal((true, false), (pages[0].TryGetProperty("name", out _), pages[1].TryGetProperty("name", out _)));
    }

    [Fact]
    public async Task Album_ThatDoesNotExist_IsNotFound()
    {
        await using var bench = await TestBench.StartAsync();

        var refused = await bench.CallAsync("get_album", new { albumId = "9999999999999999999999" });

        Assert.Equal("not_found", refused.Kind());
        Assert.StartsWith("Spotify does not know this playlist, album or track", refused.Text(), StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<JsonElement[]> SearchAsync(TestBench bench, object arguments) =>
        [.. (await bench.CallAsync("search_tracks", arguments)).Answer().GetProperty("tracks").EnumerateArray()];
}
