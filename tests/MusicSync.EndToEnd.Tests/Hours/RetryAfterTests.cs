using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>The shapes of Retry-After, and who waits: the activity, Temporal's retry, or a timer of the sync.</summary>
public sealed class RetryAfterTests
{
    private const int Songs = 60;
    private const int Chunks = 2;
    private const string Match = "songs.match";
    private const string Playlist = "playlistOfRetryAfter00";

    private static readonly FaultRule Limit = new(FaultKind.RateLimited) { Endpoint = Endpoints.Search, Every = Songs / 2, Times = 1 };

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData(0)]
    [SkippingData(1)]
    public async Task TinyWait_PassesInTheActivity(SkippingServer server, int seconds)
    {
        await using var stack = await SkippingStack.StartAsync(server, Songs);
        stack.Spotify.Faults.Add(Limit with { RetryAfter = TimeSpan.FromSeconds(seconds) });

        var sync = await stack.StartSyncAsync(Playlist);
        await EndsExactlyAsync(stack, sync);

        Assert.Equal(Chunks, await MatchStepsAsync(stack, sync));
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData(15)]
    [SkippingData(900)]
    public async Task WaitUpToAQuarterOfAnHour_IsTemporalsRetry(SkippingServer server, int seconds)
    {
        await using var stack = await SkippingStack.StartAsync(server, Songs);
        stack.Spotify.Faults.Add(Limit with { RetryAfter = TimeSpan.FromSeconds(seconds) });

        await IsRetriedAfterAsync(stack, seconds);
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData(null)]
    [SkippingData("soon")]
    public async Task RateLimitWithoutANumber_IsAWindowOfHalfAMinute(SkippingServer server, string? header)
    {
        await using var stack = await SkippingStack.StartAsync(server, Songs);
        stack.Spotify.Faults.Add(Limit with { RetryAfterText = header, OmitRetryAfter = header is null });

        await IsRetriedAfterAsync(stack, seconds: 30);
    }

    [Theory(Timeout = Chaos.Hung)]
    [SkippingData(null)]
    [SkippingData("tomorrow")]
    public async Task QuotaWithoutANumber_IsAskedForAfterAnHour(SkippingServer server, string? header)
    {
        await using var stack = await SkippingStack.StartAsync(server, Songs);
        stack.Spotify.Faults.Add(
            new FaultRule(FaultKind.Quota)
            {
                Endpoint = Endpoints.Search,
                Every = Songs / 2,
                Times = 1,
                RetryAfterText = header,
                OmitRetryAfter = header is null,
            });

        var sync = await stack.StartSyncAsync(Playlist);
        var status = await stack.UntilWaitingAsync(sync);
        await stack.SkipToAsync(status.Waiting!.Until!.Value);
        await EndsExactlyAsync(stack, sync);

        Assert.Equal("quota", status.Waiting.Reason);
        Assert.InRange(status.Waiting.Until.Value - status.StartedAt, TimeSpan.FromHours(1), TimeSpan.FromHours(1.1));
    }

    /// <summary>Temporal holds the steps back, which then go on where they were: none is scheduled anew.</summary>
    private static async Task IsRetriedAfterAsync(SkippingStack stack, int seconds)
    {
        var sync = await stack.StartSyncAsync(Playlist);
        var history = stack.HistoryOf(sync);
        await Eventually.TrueAsync(async () => await history.PendingAsync(Match) is { Attempt: 2, LastFailure: not null });
        await stack.SkipAsync(TimeSpan.FromSeconds(seconds + 1));
        var ended = await EndsExactlyAsync(stack, sync);

        Assert.InRange(ended.FinishedAt!.Value - ended.StartedAt, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 60));
        Assert.Equal(Chunks, await MatchStepsAsync(stack, sync));
    }

    private static async Task<SyncStatus> EndsExactlyAsync(SkippingStack stack, string sync)
    {
        var ended = await stack.Worker.CompleteAsync(sync);
        Assert.Equal(stack.Uris, stack.Spotify.Playlists.Find(Playlist)!.Uris);
        Assert.Equal(Songs, stack.Spotify.Calls.ByEndpoint[Endpoints.Search] - stack.Spotify.Calls.Rejected);
        Assert.Equal(1, stack.Connects);
        return ended;
    }

    private static async Task<int> MatchStepsAsync(SkippingStack stack, string sync) =>
        (await stack.HistoryOf(sync).ActivitiesAsync()).Count(type => type == Match);
}
