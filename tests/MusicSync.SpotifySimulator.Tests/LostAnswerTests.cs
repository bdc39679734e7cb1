using System.Net;
using Microsoft.Extensions.Time.Testing;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Hosting;

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

    [Theory]
    [InlineData(80, 0)]
    [InlineData(0, 80)]
    [InlineData(30, 50)]
    public async Task Latency_OfTheStartOptionAndOfTheFault_AddUp(int startOption, int fault)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var options = new SimulatorOptions { Time = time, Latency = TimeSpan.FromMilliseconds(startOption) };
        await using var simulator = await Simulator.StartAsync(options);
        simulator.Server.Faults.Add(new FaultRule(FaultKind.Latency) { Duration = TimeSpan.FromMilliseconds(fault) });
        var began = time.GetUtcNow();

        var call = simulator.GetAsync("/v1/me");
        while (!call.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.OK, (await call).Status);
        Assert.True(time.GetUtcNow() - began >= TimeSpan.FromMilliseconds(80));
    }

    private static Task<Answer> AddOneAsync(Simulator simulator, string playlistId) =>
        simulator.PostAsync($"/v1/playlists/{playlistId}/items", new { uris = simulator.Uris(1) });
}
