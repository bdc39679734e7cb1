using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>Spotify asks to wait, briefly or longer; hours are for <see cref="Hours.LongWaitTests"/>.</summary>
public sealed class LimitTests(LimitStack fixture) : IClassFixture<LimitStack>
{
    private const int LongList = 300;
    private const int SearchesInQuota = 130;

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.RateLimited)]
    public async Task ShortLimit_IsWaitedOutInPlace_AndNobodySeesIt()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(30), []);
        await scenario.FaultAsync("rate_limited", Endpoints.Search, times: 1, retryAfterSeconds: 1);

        await scenario.StartAsync();
        var seen = await scenario.WatchAsync();

        Assert.DoesNotContain(seen, status => status.Waiting is not null);
        await scenario.EndsExactlyAsync();
        Assert.Equal(1, await scenario.Sync.MaxAttemptsAsync());
        Assert.Equal(1, (await McpHealthOfSpotify.ReadAsync(scenario.Worker)).Connects);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.RateLimited, ActivityFailureTypes.SpotifyRateLimited)]
    public async Task LimitOfMinutes_IsTemporalsRetry_AndTheStatusSaysUntilWhen()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(30), []);
        await scenario.FaultAsync("rate_limited", Endpoints.Search, times: 1, retryAfterSeconds: 5);

        await scenario.StartAsync();
        var waiting = await scenario.UntilWaitingForAsync("rate_limited");
        var ended = await scenario.EndsExactlyAsync();

        Assert.InRange(waiting.Until!.Value - ended.StartedAt, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        Assert.True(ended.FinishedAt >= waiting.Until, "It went on before Spotify's wait was over.");
        Assert.Equal(0, (await scenario.Spotify.CallsAsync()).DuringCooldown);
        Assert.Equal(1, (await McpHealthOfSpotify.ReadAsync(scenario.Worker)).Connects);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.RateLimited)]
    public async Task EveryThirdCallRefused_EndsExactly_AndNothingIsSentWhileAskedToWait()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.Spotify.FaultAsync(new { endpoint = "*", fault = "rate_limited", every = 3, retryAfterSeconds = 1 });

        await scenario.StartAsync(scenario.Songs.Select((song, i) => i < 12
            ? (object)new { song.Title, song.Artist }
            : new { song.Title, song.Artist, song.Uri }));
        await scenario.EndsExactlyAsync();

        var calls = await scenario.Spotify.CallsAsync();
        Chaos.Write($"{calls.Rejected} of {calls.Total} calls were refused");
        Assert.Equal(0, calls.DuringCooldown);
        Assert.Equal(calls.Total / 3, calls.Rejected);
        Assert.Equal(1, (await McpHealthOfSpotify.ReadAsync(scenario.Worker)).Connects);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.QuotaExhausted, ActivityFailureTypes.SpotifyQuotaExhausted)]
    public async Task QuotaInTheMiddleOfALongList_StandsWithWhatWasFound_AndNoSearchIsAnsweredTwice()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(LongList), []);
        await scenario.StartAsync();
        await scenario.UntilCallsAsync(Endpoints.Search, SearchesInQuota);
        await scenario.FaultAsync("quota", Endpoints.Search, retryAfterSeconds: 8);

        var waiting = await scenario.UntilWaitingForAsync("quota");
        var meanwhile = (await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items;
        await scenario.Spotify.ClearFaultsAsync();
        var ended = await scenario.EndsExactlyAsync();

        Assert.InRange(meanwhile.Count, SearchesInQuota / 2, LongList - 1);
        Assert.Equal(scenario.Uris.Take(meanwhile.Count), meanwhile);
        Assert.True(ended.FinishedAt >= waiting.Until, "It went on before the quota was back.");
        var calls = await scenario.Spotify.CallsAsync();
        Assert.Equal((LongList, 0), (calls.Searches - calls.Rejected, calls.DuringCooldown));
        Assert.Equal(1, (await McpHealthOfSpotify.ReadAsync(scenario.Worker)).Connects);
    }
}
