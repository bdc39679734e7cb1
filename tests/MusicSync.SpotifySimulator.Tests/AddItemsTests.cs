using System.Net;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class AddItemsTests
{
    private const string Dead = "spotify:track:9999999999999999999999";

    [Fact]
    public async Task Add_AppendsInOrderAndKeepsDuplicates()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(3);
        var (path, id) = simulator.NewPlaylist(uris[0]);

        var answer = await simulator.PostAsync(path, new { uris = new[] { uris[2], uris[1], uris[2] } });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal([uris[0], uris[2], uris[1], uris[2]], simulator.UrisOf(id));
        Assert.Equal(simulator.Server.Playlists.Find(id)!.SnapshotId, answer.Json["snapshot_id"]!.ToString());
    }

    [Fact]
    public async Task Add_AtAPosition_InsertsBeforeTheRowThere()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(4);
        var (path, id) = simulator.NewPlaylist(uris[0], uris[1]);

        await simulator.PostAsync(path, new { uris = uris[2..], position = 1 });

        Assert.Equal([uris[0], uris[2], uris[3], uris[1]], simulator.UrisOf(id));
    }

    [Fact]
    public async Task Add_WithUrisInTheQuery_IgnoresTheBody()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(2);
        var (path, id) = simulator.NewPlaylist();

        await simulator.PostAsync($"{path}?uris={uris[1]}", new { uris = new[] { uris[0] } });

        Assert.Equal([uris[1]], simulator.UrisOf(id));
    }

    [Fact]
    public async Task Add_WithOneUnknownId_AddsNothing()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, id) = simulator.NewPlaylist();

        var answer = await simulator.PostAsync(path, new { uris = new[] { simulator.Uris(1)[0], Dead } });

        Assert.Equal("400 Payload contains a non-existing ID", answer.Error);
        Assert.Empty(simulator.UrisOf(id));
    }

    [Theory]
    [InlineData("spotify:track:short")]
    [InlineData("spotify:local:a:b:c:1")]
    [InlineData("https://open.spotify.com/track/9999999999999999999999")]
    public async Task Add_OfWhatIsNoUri_IsRefusedByName(string uri)
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, _) = simulator.NewPlaylist();

        Assert.Equal($"400 Invalid track uri: {uri}", (await simulator.PostAsync(path, new { uris = new[] { uri } })).Error);
    }

    [Fact]
    public async Task Add_OfNoneOrMoreThan100_IsRefused()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, id) = simulator.NewPlaylist();

        var none = await simulator.PostAsync(path, new { uris = Array.Empty<string>() });
        var many = await simulator.PostAsync(path, new { uris = simulator.Uris(101) });
        var most = await simulator.PostAsync(path, new { uris = simulator.Uris(100) });

        Assert.Equal("400 No uris provided", none.Error);
        Assert.Equal("400 You can add a maximum of 100 tracks per request.", many.Error);
        Assert.Equal(HttpStatusCode.Created, most.Status);
        Assert.Equal(100, simulator.UrisOf(id).Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public async Task Add_AtAPositionOutsideTheList_IsRefused(int position)
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, _) = simulator.NewPlaylist(simulator.Uris(1));

        Assert.Equal(
            "400 Index out of bounds.",
            (await simulator.PostAsync(path, new { uris = simulator.Uris(1), position })).Error);
    }

    [Fact]
    public async Task Add_BeyondTenThousandRows_IsForbidden()
    {
        await using var simulator = await Simulator.StartAsync();
        var uri = simulator.Uris(1)[0];
        var (path, id) = simulator.NewPlaylist([.. Enumerable.Repeat(uri, 9_999)]);

        var last = await simulator.PostAsync(path, new { uris = new[] { uri } });
        var tooMany = await simulator.PostAsync(path, new { uris = new[] { uri } });

        Assert.Equal(HttpStatusCode.Created, last.Status);
        Assert.Equal(HttpStatusCode.Forbidden, tooMany.Status);
        Assert.Equal(10_000, simulator.UrisOf(id).Count);
    }

    [Fact]
    public async Task Write_ToSomebodyElsesPlaylist_IsForbidden()
    {
        await using var simulator = await Simulator.StartAsync();
        var theirs = simulator.Server.Playlists.Set("theirs", simulator.Uris(1), null, "another-user");
        var path = $"/v1/playlists/{theirs.Id}/items";

        var add = await simulator.PostAsync(path, new { uris = simulator.Uris(1) });
        var remove = await simulator.DeleteAsync(path, new { items = new[] { new { uri = simulator.Uris(1)[0] } } });

        Assert.Equal("403 Forbidden", add.Error);
        Assert.Equal("403 You cannot remove tracks from a playlist you don't own", remove.Error);
    }

    [Fact]
    public async Task Adds_InParallel_LoseAndDoubleNothing()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(200);
        var (path, id) = simulator.NewPlaylist();

        await Task.WhenAll(uris.Chunk(10).Select(chunk => simulator.PostAsync(path, new { uris = chunk })));

        Assert.Equal(uris.Order(), simulator.UrisOf(id).Order());
    }
}
