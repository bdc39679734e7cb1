using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class AlbumTests
{
    private const int Songs = 52;

    private static readonly CatalogTrack[] Tracks =
    [
        .. Enumerable.Range(1, Songs).Select(number => TestTracks.Track(number, $"Song {number}", "Juno Vale") with
        {
            Album = "Glass Season",
            Isrc = $"ZZSIM19{number:D5}",
            ReleaseDate = "2019-10",
        }),
        TestTracks.Track(90, "Lobby Waltz", "Delta") with { Album = "Lobby Waltz" },
        TestTracks.Track(91, "Song 1", "Somebody Else") with { Album = "Glass Season" },
    ];

    private static readonly string Path = "/v1/albums/" + Tracks[0].AlbumId;

    [Fact]
    public async Task Album_HasItsNameAndTheFirstFiftyTracks_WithALinkToTheRest()
    {
        await using var simulator = await StartAsync();

        var album = (await simulator.GetAsync(Path)).Json;
        var next = await simulator.GetAsync(album["tracks"]!["next"]!.ToString());

        Assert.Equal(
            "album_type artists external_urls href id images name release_date release_date_precision total_tracks tracks type uri",
            string.Join(' ', album.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal)));
        Assert.Equal(("album", "Glass Season", Songs), (album["album_type"]!.ToString(), album["name"]!.ToString(), (int)album["total_tracks"]!));
        Assert.Equal("Juno Vale", album["artists"]![0]!["name"]!.ToString());
        Assert.Equal($"spotify:album:{Tracks[0].AlbumId}", album["uri"]!.ToString());
        Assert.Equal(Numbers(1, 50), NumbersOf(album["tracks"]!["items"]!));
        Assert.Equal(Numbers(51, 2), NumbersOf(next.Json["items"]!));
        Assert.Null(next.Json["next"]);
    }

    [Fact]
    public async Task TrackOfAnAlbum_HasNeitherAlbumNorCodes()
    {
        await using var simulator = await StartAsync();

        var track = (await simulator.GetAsync(Path + "/tracks?limit=1&offset=1")).Json["items"]![0]!;

        Assert.Equal(
            "artists disc_number duration_ms explicit external_urls href id is_local is_playable name track_number type uri",
            string.Join(' ', track.AsObject().Select(member => member.Key)));
        Assert.Equal((2, Tracks[1].Uri), ((int)track["track_number"]!, track["uri"]!.ToString()));
    }

    [Theory]
    [InlineData("", 20, 1)]
    [InlineData("?limit=50&offset=40", 12, 41)]
    [InlineData("?limit=1&offset=1000", 0, 1)]
    public async Task Tracks_ComeAPageAtATime(string query, int count, int first)
    {
        await using var simulator = await StartAsync();

        var page = (await simulator.GetAsync(Path + "/tracks" + query)).Json;

        Assert.Equal((Songs, count), ((int)page["total"]!, page["items"]!.AsArray().Count));
        Assert.Equal(Numbers(first, count), NumbersOf(page["items"]!));
    }

    [Theory]
    [InlineData("?limit=51", "400 Invalid limit")]
    [InlineData("?limit=0", "400 Invalid limit")]
    [InlineData("?offset=-1", "400 Invalid offset")]
    public async Task Tracks_WithAValueSpotifyRefuses_Answers400(string query, string error)
    {
        await using var simulator = await StartAsync();

        Assert.Equal(error, (await simulator.GetAsync(Path + "/tracks" + query)).Error);
    }

    [Theory]
    [InlineData("short", "400 Invalid base62 id")]
    [InlineData("9999999999999999999999", "404 Resource not found")]
    public async Task Album_ThatDoesNotExist_IsRefused(string id, string error)
    {
        await using var simulator = await StartAsync();

        Assert.Equal(error, (await simulator.GetAsync("/v1/albums/" + id)).Error);
        Assert.Equal(error, (await simulator.GetAsync($"/v1/albums/{id}/tracks")).Error);
    }

    [Fact]
    public async Task TrackThatIsFound_LeadsToItsAlbum()
    {
        await using var simulator = await StartAsync();
        var album = (await simulator.GetAsync("/v1/tracks/" + TestTracks.Id(90))).Json["album"]!;

        var asked = (await simulator.GetAsync("/v1/albums/" + album["id"])).Json;

        Assert.Equal((album["name"]!.ToString(), "single"), (asked["name"]!.ToString(), asked["album_type"]!.ToString()));
        Assert.Equal("Lobby Waltz", Assert.Single(asked["tracks"]!["items"]!.AsArray())!["name"]!.ToString());
    }

    private static Task<Simulator> StartAsync() => Simulator.StartAsync(new SimulatorOptions { Catalog = TrackCatalog.Of(Tracks) });

    private static IEnumerable<int> Numbers(int first, int count) => Enumerable.Range(first, count);

    private static IEnumerable<int> NumbersOf(System.Text.Json.Nodes.JsonNode items) =>
        items.AsArray().Select(item => (int)item!["track_number"]!);
}
