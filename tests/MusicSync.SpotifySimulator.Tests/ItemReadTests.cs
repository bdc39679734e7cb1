using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class ItemReadTests
{
    [Fact]
    public async Task Items_PageByPage_GiveTheWholeListInOrder()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(120);
        var playlist = simulator.Server.Playlists.Add("Long", uris);
        List<string> read = [];

        string? next = $"/v1/playlists/{playlist.Id}/items?limit=50";
        while (next is not null)
        {
            var page = await simulator.GetAsync(next);
            read.AddRange(page.TrackUris);
            next = page.Json["next"]?.ToString();
        }

        Assert.Equal(uris, read);
    }

    [Theory]
    [InlineData("limit=51", "400 Invalid limit")]
    [InlineData("limit=0", "400 Invalid limit")]
    [InlineData("offset=-1", "400 Invalid offset")]
    public async Task Items_BeyondTheLimits_AreRefused(string query, string error)
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P");

        Assert.Equal(error, (await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items?{query}")).Error);
    }

    [Fact]
    public async Task Entry_CarriesTheTrackUnderBothNamesAndWhoAddedItWhen()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P", simulator.Uris(1));

        var entry = (await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items")).Json["items"]![0]!;

        Assert.Equal(entry["item"]!.ToJsonString(), entry["track"]!.ToJsonString());
        Assert.Equal("somebody-else", entry["added_by"]!["id"]!.ToString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", entry["added_at"]!.ToString());
    }

    [Fact]
    public async Task Items_OfEveryKind_KeepTheirPlaces()
    {
        await using var simulator = await Simulator.StartAsync();
        var episode = "spotify:episode:0000000000000000000001";
        var playlist = simulator.Server.Playlists.Add(
            "Mixed", PhantomRows.Unavailable, PhantomRows.LocalFile, episode, simulator.Uris(1)[0]);

        var plain = await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items");
        var episodes = await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items?additional_types=track,episode");

        Assert.Equal(["null", PhantomRows.LocalFile, "null", simulator.Uris(1)[0]], plain.TrackUris);
        Assert.Equal(episode, episodes.TrackUris[2]);
        Assert.Equal("episode", episodes.Json["items"]![2]!["item"]!["type"]!.ToString());
    }

    [Fact]
    public async Task LocalFile_HasNoIdAndTellsItsNamesFromTheUri()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("Local", PhantomRows.LocalFile);

        var entry = (await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items")).Json["items"]![0]!;

        Assert.True((bool)entry["is_local"]!);
        Assert.Null(entry["item"]!["id"]);
        Assert.Equal("Song From the Underpass", entry["item"]!["name"]!.ToString());
        Assert.Equal(187_000, (int)entry["item"]!["duration_ms"]!);
    }

    [Theory]
    [InlineData("items(item(uri)),next,total", "{'items':[{'item':{'uri':'URI'}}],'next':null,'total':1}")]
    [InlineData("items(item.uri)", "{'items':[{'item':{'uri':'URI'}}]}")]
    [InlineData("items.item.uri,total", "{'items':[{'item':{'uri':'URI'}}],'total':1}")]
    [InlineData("items(track(uri)),total", "{'items':[{}],'total':1}")]
    [InlineData("total,nonsense", "{'total':1}")]
    public async Task Items_WithFields_CarryNothingElse(string fields, string expected)
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P", simulator.Uris(1));

        var answer = await simulator.GetAsync($"/v1/playlists/{playlist.Id}/items?fields={fields}");

        Assert.Equal(expected.Replace('\'', '"').Replace("URI", simulator.Uris(1)[0], StringComparison.Ordinal), answer.Text);
    }

    [Fact]
    public async Task Playlist_LongerThanItsEmbeddedPage_LinksToTheNextOne()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("Long", simulator.Uris(130));

        var embedded = (await simulator.GetAsync($"/v1/playlists/{playlist.Id}")).Json["items"]!;
        var next = await simulator.GetAsync(embedded["next"]!.ToString());

        Assert.Equal(130, (int)embedded["total"]!);
        Assert.Equal(playlist.Uris[embedded["items"]!.AsArray().Count], next.TrackUris[0]);
    }
}
