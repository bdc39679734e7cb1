using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Mcp;

/// <summary>A server that is up and takes no call of ours: key, address, name or revision do not fit.</summary>
public sealed class McpRefusalTests
{
    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(HttpStatusCode.MisdirectedRequest)]
    public async Task CallTurnedAwayByAccessControl_IsRefusedAndNotAnAnswerOfATool(HttpStatusCode status)
    {
        await using var bench = await McpBench.StartAsync();
        await bench.SearchAsync();
        bench.Server.RefusesCallsWith = (int)status;

        var failure = await bench.FailAsync();

        Assert.Equal((McpFailureKind.McpRefused, false), (failure.Kind, failure.OutcomeUnknown));
        Assert.Equal(1, bench.Connects);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, McpFailureKind.McpRefused)]
    [InlineData(HttpStatusCode.Unauthorized, McpFailureKind.McpRefused)]
    [InlineData(HttpStatusCode.BadGateway, McpFailureKind.McpUnavailable)]
    public async Task ConnectionTurnedAway_LeavesNoCallInDoubt(HttpStatusCode status, string kind)
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.RefusesAllWith = (int)status;

        var failure = await bench.FailAsync();

        Assert.Equal((kind, false), (failure.Kind, failure.OutcomeUnknown));
        Assert.Equal(0, bench.Server.Calls);
    }

    [Fact]
    public async Task ManyRefusals_LeaveTheCircuitClosed_SoThatTheReasonStaysVisible()
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.RefusesAllWith = (int)HttpStatusCode.BadRequest;

        for (var call = 0; call < 20; call++)
        {
            Assert.Equal(McpFailureKind.McpRefused, (await bench.FailAsync()).Kind);
        }

        Assert.Equal(McpCircuitState.Closed, bench.Circuit.State);
    }

    [Fact]
    public async Task ServerThatIsBackAndRefuses_ClosesTheCircuit()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        await bench.StartServerAsync();
        bench.Server.RefusesAllWith = (int)HttpStatusCode.Unauthorized;

        bench.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(McpFailureKind.McpRefused, (await bench.FailAsync()).Kind);
        Assert.Equal(McpCircuitState.Closed, bench.Circuit.State);
    }

    [Fact]
    public async Task ServerThatRefusesAll_IsUnhealthyAndSaysWhy()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.SearchAsync();
        bench.Server.RefusesAllWith = (int)HttpStatusCode.Unauthorized;
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        await bench.FailAsync();

        var health = await bench.HealthAsync();

        Assert.Equal((HealthStatus.Unhealthy, true), (health.State, health.Reachable));
        Assert.Contains("Access__ApiKey", health.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneToolRefused_IsDegradedUntilItIsTakenAgain()
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.RefusesCallsWith = (int)HttpStatusCode.RequestEntityTooLarge;
        await bench.FailAsync();

        var refused = await bench.HealthAsync();
        bench.Server.RefusesCallsWith = null;
        await bench.SearchAsync();

        Assert.Equal(HealthStatus.Degraded, refused.State);
        Assert.Contains("search_tracks", refused.Detail, StringComparison.Ordinal);
        Assert.Equal((McpFailureKind.McpRefused, "search_tracks"), (refused.Calls.LastUnanswered?.Kind, refused.Calls.LastUnanswered?.Tool));
        Assert.Equal(HealthStatus.Healthy, (await bench.HealthAsync()).State);
    }
}
