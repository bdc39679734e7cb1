using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>Spotify asks to wait for hours: the sync waits in a timer, however long, and ends in the exact playlist.</summary>
public sealed class LongWaitTests
{
    private const int Songs = 60;
    private const string Playlist = "playlistOfLongWaits000";

    // Waits of half a day and of a day are what Spotify's quotas ask for.
    private const int ThirteenHours = 48_925;
    private const int ADay = 86_400;

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData]
    public async Task RetryAfterOfHours_ReachesTheWorkerAsItIs(SkippingServer server)
    {
        await using var stack = await SkippingStack.StartAsync(server, songs: 1);
        stack.Spotify.Faults.Add(Refusal(FaultKind.RateLimited, ThirteenHours, every: 1));

        var refused = await Assert.ThrowsAsync<McpCallException>(() => stack.Mcp.CallAsync(
            SpotifyTools.SearchTracks,
            new SearchTracksArguments("anything"),
            McpCallContext.ForSomebodyWaiting,
            TestContext.Current.CancellationToken));

        Assert.Equal(
            (McpFailureKind.RateLimited, TimeSpan.FromSeconds(ThirteenHours)), (refused.Failure.Kind, refused.Failure.RetryAfter));
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData(FaultKind.RateLimited, ThirteenHours)]
    [SkippingData(FaultKind.RateLimited, ADay)]
    [SkippingData(FaultKind.Quota, ThirteenHours)]
    [SkippingData(FaultKind.Quota, ADay)]
    public async Task LimitWhileMatching_IsWaitedFor_AndNoSearchIsAnsweredTwice(SkippingServer server, FaultKind limit, int seconds)
    {
        await using var stack = await SkippingStack.StartAsync(server, Songs);
        stack.Spotify.Faults.Add(Refusal(limit, seconds, every: Songs / 2));

        await EndsExactlyAfterAsync(stack, limit, seconds);

        Assert.Equal(Songs, stack.Spotify.Calls.ByEndpoint[Endpoints.Search] - stack.Spotify.Calls.Rejected);
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData(FaultKind.RateLimited, ThirteenHours)]
    [SkippingData(FaultKind.Quota, ADay)]
    public async Task LimitWhileWriting_IsWaitedFor_AndTheListIsWrittenOnce(SkippingServer server, FaultKind limit, int seconds)
    {
        await using var stack = await SkippingStack.StartAsync(server, Songs);
        stack.Spotify.Faults.Add(Refusal(limit, seconds, every: 1) with { Endpoint = Endpoints.Write });

        await EndsExactlyAfterAsync(stack, limit, seconds);

        Assert.Equal(2, stack.Spotify.Calls.ByEndpoint[Endpoints.Write]);
    }

    private static FaultRule Refusal(FaultKind limit, int seconds, int every) =>
        new(limit) { Endpoint = Endpoints.Search, Every = every, Times = 1, RetryAfter = TimeSpan.FromSeconds(seconds) };

    private static async Task EndsExactlyAfterAsync(SkippingStack stack, FaultKind limit, int seconds)
    {
        var started = stack.Now;
        var sync = await stack.StartSyncAsync(Playlist);
        var waiting = (await stack.UntilWaitingAsync(sync)).Waiting!;
        await stack.SkipToAsync(waiting.Until!.Value);
        await stack.Worker.CompleteAsync(sync);

        Assert.Equal(limit == FaultKind.Quota ? "quota" : "rate_limited", waiting.Reason);
        var waited = waiting.Until!.Value - started;
        Assert.InRange(waited, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds) + TimeSpan.FromMinutes(5));
        Assert.Equal(stack.Uris, stack.Spotify.Playlists.Find(Playlist)!.Uris);
        Assert.Equal(1, stack.Connects);
    }
}
