using System.Globalization;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Failures;

/// <summary>Writes that must not happen any more, and writes that do not last.</summary>
[Collection(FailureCollection.Name)]
public sealed class WriteFenceTests(FailureStack fixture)
{
    [Fact(Timeout = Chaos.Hung)]
    [Failure(McpFailureKind.TooLate)]
    public async Task WriteThatArrivesLate_IsRefused_AndNothingIsWritten()
    {
        await using var scenario = await FailureScenario.PrepareAsync(fixture);
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(scenario.Stack.McpHostUrl, "mcp") }),
            cancellationToken: TestContext.Current.CancellationToken);
        var late = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1);

        var refused = await client.CallToolAsync(
            "add_to_playlist",
            new Dictionary<string, object?> { ["playlistId"] = scenario.Playlist, ["uris"] = scenario.Uris },
            options: new RequestOptions { Meta = new JsonObject { ["dev.musicsync/notAfter"] = late.ToString("O", CultureInfo.InvariantCulture) } },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(McpFailureKind.TooLate, McpToolErrors.Read("add_to_playlist", refused).Kind);
        Assert.Equal(0, (await scenario.Spotify.CallsAsync()).Writes);
        await scenario.HoldsExactlyAsync([]);
    }

    [Fact(Timeout = Chaos.Hung)]
    [Failure(ActivityFailureTypes.VerificationError)]
    public async Task RowsThatVanishAgainAndAgain_FailTheSync_WhichNamesThem()
    {
        await using var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(3), []);
        // Slow enough for the rows to be gone when a read after the write sees them.
        await scenario.Spotify.FaultAsync(new { endpoint = Endpoints.Read, fault = "latency", milliseconds = 1_000 });
        await scenario.StartByUriAsync();

        SyncStatus? ended = null;
        await Eventually.TrueAsync(async () =>
        {
            if ((await scenario.Spotify.PlaylistAsync(scenario.Playlist)).Items.Count > 0)
            {
                await scenario.Spotify.PutPlaylistAsync(scenario.Playlist, []);
            }

            ended = await scenario.Worker.StatusAsync(scenario.SyncId);
            return ended.FinishedAt is not null;
        });

        Assert.Equal((SyncState.Failed, ActivityFailureTypes.VerificationError), (ended!.State, ended.Error?.Type));
        Assert.Contains("lines 1, 2, 3", ended.Error!.Detail, StringComparison.Ordinal);
    }
}
