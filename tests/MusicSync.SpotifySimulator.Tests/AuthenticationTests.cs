using System.Net.Http.Headers;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class AuthenticationTests
{
    [Theory]
    [InlineData(null, "401 No token provided")]
    [InlineData("Bearer unknown", "401 Invalid access token")]
    [InlineData("Basic abc", "400 Only valid bearer authentication supported")]
    public async Task Call_WithoutAGoodToken_IsRefusedInSpotifysWords(string? header, string error)
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Http.DefaultRequestHeaders.Authorization =
            header is null ? null : AuthenticationHeaderValue.Parse(header);

        Assert.Equal(error, (await simulator.GetAsync("/v1/me")).Error);
    }

    [Fact]
    public async Task Call_WithoutAGoodToken_IsCounted()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.SignIn("unknown");

        await simulator.GetAsync("/v1/me");

        Assert.Equal(1, simulator.Server.Calls.Total);
    }

    [Fact]
    public async Task Health_NeedsNoToken()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Http.DefaultRequestHeaders.Authorization = null;

        Assert.Equal("healthy", (await simulator.GetAsync("/health")).Json["status"]!.ToString());
        Assert.Equal("healthy", (await simulator.GetAsync("/alive")).Json["status"]!.ToString());
    }
}
