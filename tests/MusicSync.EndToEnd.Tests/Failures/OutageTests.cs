using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>Spotify or the MCP host is down for a while.</summary>
[Collection(FailureCollection.Name)]
public sealed class OutageTests(FailureStack fixture)
{
    private static readonly string[] OfTheHost = ["mcp_unavailable", "circuit_open"];

    [Theory(Timeout = Chaos.Hung)]
    [InlineData("error_before")]
    [InlineData("drop_before")]
    [Failure(McpFailureKind.UpstreamUnavailable, ActivityFailureTypes.SpotifyUnavailable)]
    public async Task SpotifyDown_IsWaitedFor_AndTheStatusSaysSo(string fault)
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.StartAndMatchAsync();
        await scenario.FaultAsync(fault);

        var first = await scenario.UntilWaitingForAsync("upstream");
        // A later moment: it was asked again in vain, and still nothing is given up.
        await scenario.Worker.WaitAsync(scenario.SyncId, status => status.Waiting?.Until > first.Until);
        await scenario.Spotify.ClearFaultsAsync();

        Assert.Contains("Spotify", first.Message, StringComparison.Ordinal);
        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task PlaylistCannotBeLookedUpYet_IsWaitedFor_AndTheStatusSaysSo()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(1), []);
        await scenario.FaultAsync("error_before", "GET /v1/me/playlists");

        // The step that waits belongs to the workflow of the name, not to the sync.
        var sync = await scenario.Worker.StartAsync(new
        {
            playlistName = "Found after an outage",
            songs = scenario.Songs.Select(song => new { song.Title, song.Artist, song.Uri }),
        });
        var waiting = await scenario.Worker.WaitAsync(sync, status => status.Waiting?.Reason == "upstream");
        await scenario.Spotify.ClearFaultsAsync();
        var ended = await scenario.Worker.CompleteAsync(sync);

        Assert.NotNull(waiting.Waiting!.Until);
        Assert.Equal(scenario.Uris, (await scenario.Spotify.PlaylistAsync(ended.Playlist.Id!)).Items);
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task HostGoneWhileMatching_IsWaitedFor_AndTheStatusSaysUntilWhen()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await scenario.StartAndMatchAsync();

        await WithoutHostAsync(scenario, async () =>
        {
            // Which of the two depends on how many calls were in flight.
            var status = await scenario.UntilAsync(SyncState.Waiting);
            Assert.Contains(status.Waiting!.Reason, OfTheHost);
            Assert.NotNull(status.Waiting.Until);
        });

        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.McpUnavailable, ActivityFailureTypes.McpUnavailable)]
    public async Task HostDownBefore_IsWaitedFor_AndTheStatusSaysSo()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(1), []);

        await WithoutHostAsync(scenario, async () =>
        {
            await scenario.StartAsync();
            await scenario.UntilWaitingForAsync("mcp_unavailable");
        });

        await scenario.EndsExactlyAsync();
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.WorkerShutdown)]
    public async Task WorkerRestarted_GoesOnWhereItWas()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture);
        await scenario.StartAndMatchAsync();

        var restarting = scenario.Stack.RestartAsync(ServiceNames.Worker, TestContext.Current.CancellationToken);

        // Looked at meanwhile: what a history keeps is the last failure, which is another one where Temporal hands the next
        // attempt to the worker that is just leaving.
        await Eventually.TrueAsync(async () =>
            await scenario.Sync.PendingAsync("songs.match") is { LastFailure.ApplicationFailureInfo.Type: ActivityFailureTypes.WorkerShutdown });
        await restarting;
        await scenario.EndsExactlyAsync();
    }

    private static async Task WithoutHostAsync(Scenario scenario, Func<Task> meanwhile)
    {
        await scenario.Stack.TakeDownAsync(ServiceNames.McpHost);
        try
        {
            await meanwhile();
        }
        finally
        {
            await scenario.Stack.BringUpAsync(ServiceNames.McpHost, TestContext.Current.CancellationToken);
        }
    }
}
