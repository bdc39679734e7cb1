using System.Net;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class ItemWriteTests
{
    private const string Dead = "spotify:track:9999999999999999999999";

    private static readonly int[] FirstRow = [0];

    [Fact]
    public async Task Add_AppendsInOrderAndKeepsDuplicates()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(3);
        var (path, id) = NewPlaylist(simulator, uris[0]);

        var answer = await simulator.PostAsync(path, new { uris = new[] { uris[2], uris[1], uris[2] } });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal([uris[0], uris[2], uris[1], uris[2]], UrisOf(simulator, id));
        Assert.Equal(simulator.Server.Playlists.Find(id)!.SnapshotId, answer.Json["snapshot_id"]!.ToString());
    }

    [Fact]
    public async Task Add_AtAPosition_InsertsBeforeTheRowThere()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(4);
        var (path, id) = NewPlaylist(simulator, uris[0], uris[1]);

        await simulator.PostAsync(path, new { uris = uris[2..], position = 1 });

        Assert.Equal([uris[0], uris[2], uris[3], uris[1]], UrisOf(simulator, id));
    }

    [Fact]
    public async Task Add_WithUrisInTheQuery_IgnoresTheBody()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(2);
        var (path, id) = NewPlaylist(simulator);

        await simulator.PostAsync($"{path}?uris={uris[1]}", new { uris = new[] { uris[0] } });

        Assert.Equal([uris[1]], UrisOf(simulator, id));
    }

    [Fact]
    public async Task Add_WithOneUnknownId_AddsNothing()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, id) = NewPlaylist(simulator);

        var answer = await simulator.PostAsync(path, new { uris = new[] { simulator.Uris(1)[0], Dead } });

        Assert.Equal("400 Payload contains a non-existing ID", answer.Error);
        Assert.Empty(UrisOf(simulator, id));
    }

    [Theory]
    [InlineData("spotify:track:short")]
    [InlineData("spotify:local:a:b:c:1")]
    [InlineData("https://open.spotify.com/track/9999999999999999999999")]
    public async Task Add_OfWhatIsNoUri_IsRefusedByName(string uri)
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, _) = NewPlaylist(simulator);

        Assert.Equal($"400 Invalid track uri: {uri}", (await simulator.PostAsync(path, new { uris = new[] { uri } })).Error);
    }

    [Fact]
    public async Task Add_OfNoneOrMoreThan100_IsRefused()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, id) = NewPlaylist(simulator);

        var none = await simulator.PostAsync(path, new { uris = Array.Empty<string>() });
        var many = await simulator.PostAsync(path, new { uris = simulator.Uris(101) });
        var most = await simulator.PostAsync(path, new { uris = simulator.Uris(100) });

        Assert.Equal("400 No uris provided", none.Error);
        Assert.Equal("400 You can add a maximum of 100 tracks per request.", many.Error);
        Assert.Equal(HttpStatusCode.Created, most.Status);
        Assert.Equal(100, UrisOf(simulator, id).Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public async Task Add_AtAPositionOutsideTheList_IsRefused(int position)
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, _) = NewPlaylist(simulator, simulator.Uris(1));

        Assert.Equal(
            "400 Index out of bounds.",
            (await simulator.PostAsync(path, new { uris = simulator.Uris(1), position })).Error);
    }

    [Fact]
    public async Task Add_BeyondTenThousandRows_IsForbidden()
    {
        await using var simulator = await Simulator.StartAsync();
        var uri = simulator.Uris(1)[0];
        var (path, id) = NewPlaylist(simulator, [.. Enumerable.Repeat(uri, 9_999)]);

        var last = await simulator.PostAsync(path, new { uris = new[] { uri } });
        var tooMany = await simulator.PostAsync(path, new { uris = new[] { uri } });

        Assert.Equal(HttpStatusCode.Created, last.Status);
        Assert.Equal(HttpStatusCode.Forbidden, tooMany.Status);
        Assert.Equal(10_000, UrisOf(simulator, id).Count);
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
    public async Task Remove_TakesEveryCopyOfTheUri()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(2);
        var (path, id) = NewPlaylist(simulator, uris[0], uris[1], uris[0]);

        var answer = await simulator.DeleteAsync(path, new { items = new[] { new { uri = uris[0], positions = FirstRow } } });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([uris[1]], UrisOf(simulator, id));
    }

    [Fact]
    public async Task Remove_OfWhatIsNotThere_Succeeds()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, id) = NewPlaylist(simulator, simulator.Uris(1));

        var answer = await simulator.DeleteAsync(path, new { items = new[] { new { uri = Dead } } });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(simulator.Uris(1), UrisOf(simulator, id));
    }

    [Fact]
    public async Task Remove_WithoutUris_IsRefused()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, _) = NewPlaylist(simulator, simulator.Uris(1));

        var positions = await simulator.DeleteAsync(path, new { items = new[] { new { positions = FirstRow } } });
        var oldName = await simulator.DeleteAsync(path, new { tracks = new[] { new { uri = simulator.Uris(1)[0] } } });
        var malformed = await simulator.DeleteAsync(path, new { items = new[] { new { uri = "x" } } });

        Assert.Equal("400 No uris provided", positions.Error);
        Assert.Equal("400 No uris provided", oldName.Error);
        Assert.Equal("400 Invalid track uri: x", malformed.Error);
    }

    [Fact]
    public async Task Replace_SetsExactlyTheseRowsAndAnEmptyListClears()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(3);
        var (path, id) = NewPlaylist(simulator, uris[0]);

        await simulator.PutAsync(path, new { uris = uris[1..] });
        var replaced = UrisOf(simulator, id);
        await simulator.PutAsync(path, new { uris = Array.Empty<string>() });

        Assert.Equal(uris[1..], replaced);
        Assert.Empty(UrisOf(simulator, id));
    }

    [Fact]
    public async Task Replace_WithADeadUri_EndsInBadGatewayEachTime()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, id) = NewPlaylist(simulator, simulator.Uris(1));

        var answer = await simulator.PutAsync(path, new { uris = new[] { Dead } });

        Assert.Equal("502 Bad gateway.", answer.Error);
        Assert.Equal(simulator.Uris(1), UrisOf(simulator, id));
    }

    [Theory]
    [InlineData(0, 1, 4, "bcda")]
    [InlineData(0, 2, 3, "cabd")]
    [InlineData(3, 1, 0, "dabc")]
    [InlineData(1, 2, 2, "abcd")]
    public async Task Reorder_MovesARangeBeforeARow(int start, int length, int before, string expected)
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(4);
        var (path, id) = NewPlaylist(simulator, uris);

        await simulator.PutAsync(path, new { range_start = start, range_length = length, insert_before = before });

        Assert.Equal(expected.Select(letter => uris[letter - 'a']), UrisOf(simulator, id));
    }

    [Fact]
    public async Task Put_ThatReordersOutsideTheListOrBothAtOnceOrNothing_IsRefused()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, _) = NewPlaylist(simulator, simulator.Uris(2));

        var outside = await simulator.PutAsync(path, new { range_start = 1, range_length = 2, insert_before = 0 });
        var both = await simulator.PutAsync(path, new { uris = simulator.Uris(1), range_start = 0, insert_before = 1 });
        var nothing = await simulator.PutAsync(path, new { });

        Assert.Equal("400 Index out of bounds.", outside.Error);
        Assert.Equal(HttpStatusCode.BadRequest, both.Status);
        Assert.Equal("400 No uris provided", nothing.Error);
    }

    [Fact]
    public async Task Adds_InParallel_LoseAndDoubleNothing()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(200);
        var (path, id) = NewPlaylist(simulator);

        await Task.WhenAll(uris.Chunk(10).Select(chunk => simulator.PostAsync(path, new { uris = chunk })));

        Assert.Equal(uris.Order(), UrisOf(simulator, id).Order());
    }

    private static (string Path, string Id) NewPlaylist(Simulator simulator, params string[] uris)
    {
        var id = simulator.Server.Playlists.Add("P", uris).Id;

        return ($"/v1/playlists/{id}/items", id);
    }

    private static IReadOnlyList<string> UrisOf(Simulator simulator, string id) =>
        simulator.Server.Playlists.Find(id)!.Uris;
}
