using System.Text.Json;
using MusicSync.McpHost.Tests.Support;

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

    private static async Task<JsonElement[]> SearchAsync(TestBench bench, object arguments) =>
        [.. (await bench.CallAsync("search_tracks", arguments)).Answer().GetProperty("tracks").EnumerateArray()];
}
