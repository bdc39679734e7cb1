using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class SearchEndpointTests
{
    private static readonly CatalogTrack Track = TestTracks.Track(1, "Glass Season", "Juno Vale") with
    {
        Artists = ["Juno Vale", "K$sh Morrow"],
        Album = "Glass Season",
        Isrc = "ZZSIM1900001",
        ReleaseDate = "2019-10-04",
    };

    [Theory]
    [InlineData("q=x&type=track&limit=11", "400 Invalid limit")]
    [InlineData("q=x&type=track&limit=0", "400 Invalid limit")]
    [InlineData("q=x&type=track&limit=ten", "400 Invalid limit")]
    [InlineData("q=x&type=track&offset=1001", "400 Invalid offset")]
    [InlineData("q=x&type=track&offset=-1", "400 Invalid offset")]
    [InlineData("q=&type=track", "400 No search query")]
    [InlineData("type=track", "400 No search query")]
    [InlineData("q=x&type=polka", "400 Bad search type field polka")]
    public async Task Search_WithAValueSpotifyRefuses_Answers400(string query, string error)
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(error, (await simulator.GetAsync("/v1/search?" + query)).Error);
    }

    [Fact]
    public async Task Search_WithoutALimit_GivesFiveAndALinkToTheNextPage()
    {
        await using var simulator = await Simulator.StartAsync();

        var page = (await simulator.GetAsync("/v1/search?type=track&q=river")).Json["tracks"]!;
        var next = await simulator.GetAsync(page["next"]!.ToString());

        Assert.Equal((5, 5), ((int)page["limit"]!, page["items"]!.AsArray().Count));
        Assert.Null(page["previous"]);
        Assert.Equal(5, (int)next.Json["tracks"]!["offset"]!);
    }

    [Fact]
    public async Task Search_ForNonAsciiText_FindsItPercentEncoded()
    {
        await using var simulator = await Simulator.StartAsync();

        var answer = await simulator.GetAsync("/v1/search?type=track&limit=1&q=" + Uri.EscapeDataString("Zażółć Noc"));

        Assert.Equal("Zażółć Noc", answer.Json["tracks"]!["items"]![0]!["name"]!.ToString());
    }

    [Fact]
    public async Task Track_HasTheMembersThatDevelopmentModeStillSends()
    {
        var options = new SimulatorOptions { Catalog = TrackCatalog.Of([Track]) };
        await using var simulator = await Simulator.StartAsync(options);

        var track = (await simulator.GetAsync("/v1/tracks/" + Track.Id)).Json;

        Assert.Equal(
            "album artists disc_number duration_ms explicit external_ids external_urls href id is_local is_playable "
            + "name track_number type uri",
            string.Join(' ', track.AsObject().Select(member => member.Key)));
        Assert.Equal(180_000, (int)track["duration_ms"]!);
        Assert.Equal("ZZSIM1900001", track["external_ids"]!["isrc"]!.ToString());
        Assert.Equal(["Juno Vale", "K$sh Morrow"], track["artists"]!.AsArray().Select(artist => artist!["name"]!.ToString()));
        Assert.Equal("single", track["album"]!["album_type"]!.ToString());
        Assert.Equal("day", track["album"]!["release_date_precision"]!.ToString());
    }

    [Theory]
    [InlineData("short", "400 Invalid base62 id")]
    [InlineData("9999999999999999999999", "404 Resource not found")]
    public async Task Track_ThatDoesNotExist_IsRefused(string id, string error)
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(error, (await simulator.GetAsync("/v1/tracks/" + id)).Error);
    }
}
