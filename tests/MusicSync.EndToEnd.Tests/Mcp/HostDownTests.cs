using System.Net;
using MusicSync.EndToEnd.Tests.Failures;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Mcp;

/// <summary>The MCP host goes and comes back, or asks to wait: what the worker does and tells meanwhile.</summary>
public sealed class HostDownTests(MadeSongsStack fixture) : IClassFixture<MadeSongsStack>
{
    private const int Hung = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Hung)]
    [Failure(McpFailureKind.CircuitOpen, ActivityFailureTypes.McpCircuitOpen)]
    public async Task DeadHost_OpensTheCircuit_AndItsReturnClosesItAndEndsTheSync()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var playlist = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(playlist, []);

        await fixture.Stack.TakeDownAsync(ServiceNames.McpHost);
        var sync = await worker.StartAsync(new { playlist, songs = fixture.Json(0, 3) });
        var down = await HealthAsync(worker, health => health is { Circuit: "open", State: "unhealthy" });
        var waiting = await worker.WaitAsync(sync, status => status.Waiting?.Reason == "circuit_open");
        using var readiness = await worker.GetResponseAsync("/health");

        await fixture.Stack.BringUpAsync(ServiceNames.McpHost, Token);
        await worker.CompleteAsync(sync);
        var up = await HealthAsync(worker, health => health.State is "healthy");

        Assert.NotNull(waiting.Waiting!.Until);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, false), (down.Status, down.Reachable));
        Assert.Equal(HttpStatusCode.OK, readiness.StatusCode);
        Assert.Contains("\"status\":\"degraded\"", await readiness.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, true, "closed", 1), (up.Status, up.Reachable, up.Circuit, up.Connects));
        Assert.Equal(fixture.Uris(0, 3), (await spotify.PlaylistAsync(playlist)).Items);
    }

    [Fact(Timeout = Hung)]
    public async Task RateLimits_AreTold_AndTouchNeitherCircuitNorClient()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        await spotify.FaultAsync(new { endpoint = "GET /v1/search", fault = "rate_limited", every = 1, times = 4, retryAfterSeconds = 2 });

        var sync = await worker.StartAsync(new { playlistName = "Limited", songs = fixture.Json(10, 10) });
        var limited = await HealthAsync(worker, health => health.CoolDowns > 0);
        await worker.CompleteAsync(sync);
        var over = await HealthAsync(worker, health => health.State is "healthy");

        Assert.Equal((HttpStatusCode.OK, "degraded", "closed"), (limited.Status, limited.State, limited.Circuit));
        Assert.Equal(("closed", 1), (over.Circuit, over.Connects));
    }

    private static async Task<McpHealthOfSpotify> HealthAsync(WorkerApi worker, Func<McpHealthOfSpotify, bool> wanted)
    {
        McpHealthOfSpotify? health = null;
        await Eventually.TrueAsync(async () => wanted(health = await McpHealthOfSpotify.ReadAsync(worker)));
        return health!;
    }
}
