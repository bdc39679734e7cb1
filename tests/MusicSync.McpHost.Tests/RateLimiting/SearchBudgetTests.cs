using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests.RateLimiting;

public sealed class SearchBudgetTests
{
    private const string SearchesADay = "dev.musicsync/searchesADay";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task SearchAnswer_BeforeAnyQuotaStop_SaysNothingAboutALimit()
    {
        await using var bench = await TestBench.StartAsync(_time, []);

        Assert.Null((await bench.SearchAsync("one")).Meta?[SearchesADay]);
    }

    [Fact]
    public async Task SearchAnswer_AfterAQuotaStop_SaysHowManySearchesADayWereAllowed()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        foreach (var query in Enumerable.Range(0, 7))
        {
            await bench.SearchAsync($"query {query}");
        }

        bench.Spotify.Faults.Add(new FaultRule(FaultKind.Quota) { Endpoint = "GET /v1/search", RetryAfter = TimeSpan.FromMinutes(5) });
        Assert.Equal("quota_exhausted", (await bench.SearchAsync("one too many")).Kind());
        bench.Spotify.Faults.Clear();
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(8, (int?)(await bench.SearchAsync("later")).Meta?[SearchesADay]);
    }
}
