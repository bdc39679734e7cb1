using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class McpHealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WorkingServer_IsHealthyAndTellsItsLatency()
    {
        await using var bench = await McpBench.StartAsync();
        var answer = bench.Server.OnCall;
        bench.Server.OnCall = cancellationToken =>
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(bench.Server.Calls));
            return answer(cancellationToken);
        };
        for (var call = 0; call < 20; call++)
        {
            await bench.SearchAsync();
        }

        var health = await bench.HealthAsync();

        Assert.Equal((HealthStatus.Healthy, true), (health.State, health.Reachable));
        Assert.Equal(new CallHealth(bench.Time.GetUtcNow(), 20, 19, 20, LastUnanswered: null), health.Calls);
        Assert.Equal("ok", health.Upstream?.State);
    }

    [Fact]
    public async Task RateLimit_IsToldUntilItIsOver()
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.OnCall = ScriptedMcpServer.Fail("rate_limited", 12);
        await bench.FailAsync();

        var limited = await bench.HealthAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(12));
        var over = await bench.HealthAsync();

        Assert.Equal([new CoolDown("search_tracks", "rate_limited", bench.Time.GetUtcNow())], limited.CoolDowns);
        Assert.Equal(
            (HealthStatus.Degraded, "search_tracks: rate_limited until 2026-11-24T12:00:12Z."), (limited.State, limited.Detail));
        Assert.Equal((HealthStatus.Healthy, 0), (over.State, over.CoolDowns.Count));
    }

    [Fact]
    public async Task ExpiredSignIn_IsToldUntilACallSucceeds()
    {
        await using var bench = await McpBench.StartAsync();
        var answer = bench.Server.OnCall;
        bench.Server.OnCall = ScriptedMcpServer.Fail("unauthorized", retryAfterSeconds: null);
        await bench.FailAsync();
        var expired = await bench.HealthAsync();

        bench.Server.OnCall = answer;
        await bench.SearchAsync();

        Assert.Equal((HealthStatus.Degraded, "unauthorized"), (expired.State, expired.Upstream?.State));
        Assert.Equal(HealthStatus.Healthy, (await bench.HealthAsync()).State);
    }

    [Theory]
    [InlineData(60, "60 s behind the MCP host")]
    [InlineData(-60, "60 s ahead of the MCP host")]
    public async Task ClockThatIsOff_IsDegradedAndTold(int seconds, string finding)
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.ClockAhead = TimeSpan.FromSeconds(seconds);
        await bench.SearchAsync();

        var health = await bench.HealthAsync();

        Assert.Equal(HealthStatus.Degraded, health.State);
        Assert.Contains(finding, health.Detail, StringComparison.Ordinal);
        Assert.Equal(health.Detail, health.Clock);
    }

    [Fact]
    public async Task OpenCircuit_IsDegradedWhileTheServerAnswersProbes()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        await bench.StartServerAsync();

        var health = await bench.HealthAsync();

        Assert.Equal(new CircuitHealth(McpCircuitState.Open, bench.Time.GetUtcNow() + TimeSpan.FromSeconds(5)), health.Circuit);
        Assert.Equal(
            (HealthStatus.Degraded, "The circuit is open until 2026-11-24T12:00:05Z."), (health.State, health.Detail));
        Assert.Equal(
            new UnansweredCall("search_tracks", "mcp_unavailable", bench.Time.GetUtcNow()), health.Calls.LastUnanswered);
    }

    [Fact]
    public async Task AnsweredCall_ProvesThatTheServerIsBackBeforeTheNextProbe()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.HealthAsync();
        await bench.StopServerAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HealthStatus.Unhealthy, (await bench.HealthAsync()).State);

        await bench.StartServerAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.SearchAsync();

        Assert.Equal(HealthStatus.Healthy, (await bench.HealthAsync()).State);
    }

    [Fact]
    public async Task Readiness_WithABrokenContract_IsRefused()
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.Tools = OfferedTools.Without("get_track");

        Assert.Equal(
            (HealthStatus.Unhealthy, "spotify offers no tool named get_track."),
            await CheckAsync(new ToolContractHealthCheck(bench.Get<McpServers>())));
    }

    [Fact]
    public async Task Readiness_OfAWorkerWhoseHostDied_IsDegraded()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.HealthAsync();
        await bench.StopServerAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(
            (HealthStatus.Healthy, "Names and schemas of all tools agree."),
            await CheckAsync(new ToolContractHealthCheck(bench.Get<McpServers>())));
        Assert.Equal(
            (HealthStatus.Degraded, "spotify: The MCP host cannot be reached."),
            await CheckAsync(new McpHealthCheck(bench.Get<McpHealth>())));
    }

    private static async Task<(HealthStatus, string?)> CheckAsync(IHealthCheck check)
    {
        var result = await check.CheckHealthAsync(new HealthCheckContext(), Token);
        return (result.Status, result.Description);
    }
}
