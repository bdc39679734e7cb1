using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.SpotifySimulator.Tests;

public sealed class LostAnswerTests
{
    private const string Add = "POST /v1/playlists/{id}/items";

    [Theory]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.DropAfter, 1)]
    public async Task Drop_ClosesTheConnection(FaultKind kind, int rows)
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P");
        simulator.Server.Faults.Add(new FaultRule(kind) { Endpoint = Add });

        await Assert.ThrowsAsync<HttpRequestException>(() => AddOneAsync(simulator, playlist.Id));

        Assert.Equal(rows, simulator.Server.Playlists.Find(playlist.Id)!.Entries.Length);
    }

    [Fact]
    public async Task ErrorAfter_HidesAWriteThatTookEffect()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P");
        simulator.Server.Faults.Add(new FaultRule(FaultKind.ErrorAfter) { Endpoint = Add });

        var answer = await AddOneAsync(simulator, playlist.Id);

        Assert.Equal("502 Bad gateway.", answer.Error);
        Assert.Equal(simulator.Uris(1), simulator.Server.Playlists.Find(playlist.Id)!.Uris);
    }

    [Fact]
    public async Task ErrorAfter_OfACallThatSpotifyRefuses_AnswersTheRefusal()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.Server.Faults.Add(new FaultRule(FaultKind.ErrorAfter));

        Assert.Equal("400 Missing required field: name", (await simulator.PostAsync("/v1/me/playlists", new { })).Error);
    }

    [Fact]
    public async Task DroppedCalls_AreCounted()
    {
        await using var simulator = await Simulator.StartAsync();
        var playlist = simulator.Server.Playlists.Add("P");
        simulator.Server.Faults.Add(new FaultRule(FaultKind.DropBefore));

        await Assert.ThrowsAsync<HttpRequestException>(() => AddOneAsync(simulator, playlist.Id));

        Assert.Equal((1, 1), (simulator.Server.Calls.Writes, simulator.Server.Calls.ByEndpoint[Add]));
    }

    private static Task<Answer> AddOneAsync(Simulator simulator, string playlistId) =>
        simulator.PostAsync($"/v1/playlists/{playlistId}/items", new { uris = simulator.Uris(1) });
}
