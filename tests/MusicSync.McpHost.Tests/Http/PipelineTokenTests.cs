using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.McpHost.Tests.Http;

/// <summary>What the pipeline does with the token of a call.</summary>
public sealed class PipelineTokenTests
{
    private const string AddItems = "POST " + TestBench.Items;

    [Fact]
    public async Task Token_ExpiringMidRun_IsReplacedAndTheWriteRepeatedOnce()
    {
        await using var bench = await TestBench.StartAsync();
        var playlist = bench.Spotify.Playlists.Add("Mine");
        await bench.CallAsync("get_user_profile", new { });
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.Unauthorized) { Endpoint = AddItems, Times = 1 });

        var answer = (await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(2) })).Answer();

        Assert.Equal(2, answer.GetProperty("added").GetInt32());
        Assert.Equal(bench.Uris(2), bench.Spotify.Playlists.Find(playlist.Id)!.Uris);
        Assert.Equal(2, bench.Spotify.Calls.TokenRequests);
    }

    [Fact]
    public async Task Token_RefusedEveryTime_IsReplacedOnceACallAndReportedAsUnauthorized()
    {
        await using var bench = await TestBench.StartAsync();
        bench.Fail(FaultKind.Unauthorized);

        var result = await bench.CallAsync("get_user_profile", new { });

        Assert.Equal("unauthorized", result.Kind());
        Assert.Equal(2, bench.Spotify.Calls.Total);
    }

    [Fact]
    public async Task FiftyCalls_AtEveryExpiry_SucceedWithOneRefresh()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bench = await TestBench.StartAsync(
            new SimulatorOptions { Time = time }, [], services => services.AddSingleton<TimeProvider>(time));

        for (var hour = 1; hour <= 3; hour++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bench.CallAsync("get_user_profile", new { })));

            Assert.All(results, result => Assert.Equal("simulator-user", result.Answer().GetProperty("id").GetString()));
            Assert.Equal(hour, bench.Spotify.Calls.TokenRequests);
            time.Advance(TimeSpan.FromHours(1));
        }
    }
}
