using System.Net;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class PutItemsTests
{
    private const string Dead = "spotify:track:9999999999999999999999";

    [Fact]
    public async Task Replace_SetsExactlyTheseRowsAndAnEmptyListClears()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(3);
        var (path, id) = simulator.NewPlaylist(uris[0]);

        await simulator.PutAsync(path, new { uris = uris[1..] });
        var replaced = simulator.UrisOf(id);
        await simulator.PutAsync(path, new { uris = Array.Empty<string>() });

        Assert.Equal(uris[1..], replaced);
        Assert.Empty(simulator.UrisOf(id));
    }

    [Fact]
    public async Task Replace_WithADeadUri_EndsInBadGatewayEachTime()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, id) = simulator.NewPlaylist(simulator.Uris(1));

        var answer = await simulator.PutAsync(path, new { uris = new[] { Dead } });

        Assert.Equal("502 Bad gateway.", answer.Error);
        Assert.Equal(simulator.Uris(1), simulator.UrisOf(id));
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
        var (path, id) = simulator.NewPlaylist(uris);

        await simulator.PutAsync(path, new { range_start = start, range_length = length, insert_before = before });

        Assert.Equal(expected.Select(letter => uris[letter - 'a']), simulator.UrisOf(id));
    }

    [Fact]
    public async Task Reorder_WithASnapshot_MeansTheRowsOfThatVersion()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(4);
        var (path, id) = simulator.NewPlaylist(uris[..3]);
        var first = await simulator.PutAsync(path, new { range_start = 2, insert_before = 0 });
        await simulator.PostAsync(path, new { uris = uris[3..], position = 0 });

        await simulator.PutAsync(path, new { range_start = 0, insert_before = 2, snapshot_id = first.Json["snapshot_id"]!.GetValue<string>() });

        Assert.Equal([uris[3], uris[0], uris[2], uris[1]], simulator.UrisOf(id));
    }

    [Fact]
    public async Task Put_ThatReordersOutsideTheListOrBothAtOnceOrNothing_IsRefused()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, _) = simulator.NewPlaylist(simulator.Uris(2));

        var outside = await simulator.PutAsync(path, new { range_start = 1, range_length = 2, insert_before = 0 });
        var both = await simulator.PutAsync(path, new { uris = simulator.Uris(1), range_start = 0, insert_before = 1 });
        var nothing = await simulator.PutAsync(path, new { });

        Assert.Equal("400 Index out of bounds.", outside.Error);
        Assert.Equal(HttpStatusCode.BadRequest, both.Status);
        Assert.Equal("400 No uris provided", nothing.Error);
    }
}
