using System.Net;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class RemoveItemsTests
{
    private const string Dead = "spotify:track:9999999999999999999999";

    private static readonly int[] FirstRow = [0];

    [Fact]
    public async Task Remove_TakesEveryCopyOfTheUri()
    {
        await using var simulator = await Simulator.StartAsync();
        var uris = simulator.Uris(2);
        var (path, id) = simulator.NewPlaylist(uris[0], uris[1], uris[0]);

        var answer = await simulator.DeleteAsync(path, new { items = new[] { new { uri = uris[0], positions = FirstRow } } });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([uris[1]], simulator.UrisOf(id));
    }

    [Fact]
    public async Task Remove_OfWhatIsNotThere_Succeeds()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, id) = simulator.NewPlaylist(simulator.Uris(1));

        var answer = await simulator.DeleteAsync(path, new { items = new[] { new { uri = Dead } } });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(simulator.Uris(1), simulator.UrisOf(id));
    }

    [Fact]
    public async Task Remove_WithoutUris_IsRefused()
    {
        await using var simulator = await Simulator.StartAsync();
        var (path, _) = simulator.NewPlaylist(simulator.Uris(1));

        var positions = await simulator.DeleteAsync(path, new { items = new[] { new { positions = FirstRow } } });
        var oldName = await simulator.DeleteAsync(path, new { tracks = new[] { new { uri = simulator.Uris(1)[0] } } });
        var malformed = await simulator.DeleteAsync(path, new { items = new[] { new { uri = "x" } } });

        Assert.Equal("400 No uris provided", positions.Error);
        Assert.Equal("400 No uris provided", oldName.Error);
        Assert.Equal("400 Invalid track uri: x", malformed.Error);
    }
}
