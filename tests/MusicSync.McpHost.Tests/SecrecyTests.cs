using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Faults;

namespace MusicSync.McpHost.Tests;

public sealed class SecrecyTests
{
    private const string Grant = """{"access_token":"an-access-token","refresh_token":"a-rotated-token"}""";

    private static readonly string[] Rows = ["6rqhFgbbKwnb9MLmUQDhG6"];

    [Fact]
    public async Task Log_AtItsMostTalkative_HoldsNoToken()
    {
        var refused = 0;
        await using var bench = await ScriptedBench.StartAsync(Grant, context => context.Request.Path.Value switch
        {
            "/v1/me" when Interlocked.Increment(ref refused) == 1 => ScriptedBench.JsonAsync(context, 401, ""),
            "/v1/me" => ScriptedBench.JsonAsync(context, 200, """{"id":"somebody"}"""),
            _ => ScriptedBench.JsonAsync(context, 500, "an-access-token echoed by a gateway"),
        });

        await bench.Client.CallAsync("get_user_profile", new { });
        var failed = await bench.Client.CallAsync("add_to_playlist", new { playlistId = Rows[0], uris = Rows });
        await bench.Client.CallAsync("search_tracks", new { query = "anything" });

        Assert.True(failed.IsError);
        foreach (var secret in new[] { "an-access-token", "a-rotated-token", SimulatorAccount.RefreshToken, SimulatorAccount.ClientSecret })
        {
            Assert.DoesNotContain(secret, bench.Host.Log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, failed.Text(), StringComparison.Ordinal);
        }

        Assert.Contains("tools/call", bench.Host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StateHealthAndMetrics_AfterStopsAndADeadGrant_HoldNoSecret()
    {
        await using var bench = await TestBench.StartAsync();
        using var measurements = new Measurements(bench.Host);
        var token = await bench.Host.Get<TokenSource>().GetAsync(TestContext.Current.CancellationToken);
        bench.Spotify.Faults.Add(new FaultRule(FaultKind.Quota) { Endpoint = "GET /v1/search", Times = 1 });
        var stopped = await bench.SearchAsync("anything");
        bench.Fail(FaultKind.GrantRevoked);
        var refused = await bench.CallAsync("list_playlists", new { });

        var state = await File.ReadAllTextAsync(Path.Combine(bench.DataDirectory, "quota.json"), TestContext.Current.CancellationToken);
        var health = (await bench.Host.ProbeAsync("/health")).Body.ToString();
        string[] places =
            [state, health, string.Join(' ', measurements.Read().Keys), bench.Host.Log.Text, stopped.Text(), refused.Text()];

        Assert.Equal(("quota_exhausted", "unauthorized"), (stopped.Kind(), refused.Kind()));
        foreach (var secret in new[] { token.Value, SimulatorAccount.RefreshToken, SimulatorAccount.ClientSecret })
        {
            Assert.All(places, place => Assert.DoesNotContain(secret, place, StringComparison.Ordinal));
        }
    }
}
