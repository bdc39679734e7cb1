namespace MusicSync.SpotifySimulator.Tests;

public sealed class RemovedEndpointTests
{
    [Theory]
    [InlineData("GET", "/v1/playlists/x/tracks")]
    [InlineData("POST", "/v1/playlists/x/tracks")]
    [InlineData("PUT", "/v1/playlists/x/followers")]
    [InlineData("POST", "/v1/users/x/playlists")]
    [InlineData("GET", "/v1/users/x")]
    [InlineData("GET", "/v1/tracks?ids=x")]
    [InlineData("GET", "/v1/markets")]
    [InlineData("GET", "/v1/recommendations")]
    public async Task RemovedPath_IsForbidden(string method, string path)
    {
        await using var simulator = await Simulator.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        Assert.Equal("403 Forbidden", (await simulator.SendAsync(request)).Error);
    }

    [Fact]
    public async Task UnknownPath_IsNotFound()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal("404 Service not found", (await simulator.GetAsync("/v1/polka")).Error);
    }
}
