using ModelContextProtocol.Protocol;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Mcp.Circuit;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class McpCircuitTests
{
    [Fact]
    public async Task OpenCircuit_FailsAtOnceWithTheRestOfTheBreak()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        var failure = await bench.FailAsync();

        Assert.Equal(
            (McpFailureKind.CircuitOpen, TimeSpan.FromSeconds(4), false), (failure.Kind, failure.RetryAfter, failure.OutcomeUnknown));
    }

    [Fact]
    public async Task ServerThatIsBack_IsNotCalledBeforeTheBreakIsOver()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        await bench.StartServerAsync();

        await bench.FailAsync();
        Assert.Equal(0, bench.Server.Calls);

        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(McpCircuitState.HalfOpen, bench.Circuit.State);
        await bench.SearchAsync();
        Assert.Equal(McpCircuitState.Closed, bench.Circuit.State);
    }

    [Fact]
    public async Task LoneActivity_AtTemporalsPace_OpensTheCircuitAtItsThirdTry()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.StopServerAsync();

        foreach (var pause in new[] { 0, 6, 12 })
        {
            Assert.Equal(McpCircuitState.Closed, bench.Circuit.State);
            bench.Time.Advance(TimeSpan.FromSeconds(pause));
            await bench.FailAsync();
        }

        Assert.Equal(McpCircuitState.Open, bench.Circuit.State);
    }

    [Fact]
    public async Task HalfOpenCircuit_LetsOneCallThroughAndRefusesTheOthersForASecond()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        await bench.StartServerAsync();
        var started = new TaskCompletionSource();
        var answer = new TaskCompletionSource<CallToolResult>();
        bench.Server.OnCall = _ =>
        {
            started.SetResult();
            return answer.Task;
        };
        bench.Time.Advance(TimeSpan.FromSeconds(5));

        var toSee = bench.SearchAsync();
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        var refused = await bench.FailAsync();
        answer.SetResult(await ScriptedMcpServer.Answer(new { tracks = Array.Empty<object>() })(TestContext.Current.CancellationToken));
        await toSee;

        Assert.Equal((McpFailureKind.CircuitOpen, TimeSpan.FromSeconds(1)), (refused.Kind, refused.RetryAfter));
        Assert.Equal((1, McpCircuitState.Closed), (bench.Server.Calls, bench.Circuit.State));
    }

    [Fact]
    public async Task HalfOpenCircuit_WhoseCallFails_OpensForAnotherBreak()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(McpFailureKind.McpUnavailable, (await bench.FailAsync()).Kind);

        Assert.Equal(bench.Time.GetUtcNow() + TimeSpan.FromSeconds(5), bench.Circuit.OpenUntil);
    }

    [Theory]
    [InlineData("rate_limited")]
    [InlineData("quota_exhausted")]
    [InlineData("unauthorized")]
    [InlineData("upstream_unavailable")]
    [InlineData("invalid_argument")]
    [InlineData("internal")]
    public async Task ErrorsTheServerAnswersWith_NeverOpenTheCircuit(string kind)
    {
        await using var bench = await McpBench.StartAsync();
        bench.Server.OnCall = ScriptedMcpServer.Fail(kind, retryAfterSeconds: 60);

        for (var call = 0; call < 50; call++)
        {
            Assert.Equal(kind, (await bench.FailAsync()).Kind);
        }

        Assert.Equal((McpCircuitState.Closed, 1), (bench.Circuit.State, bench.Connects));
    }

    [Fact]
    public async Task ErrorTheServerAnswersWith_ClosesAHalfOpenCircuit()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        await bench.StartServerAsync();
        bench.Server.OnCall = ScriptedMcpServer.Fail("rate_limited", retryAfterSeconds: 60);
        bench.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("rate_limited", (await bench.FailAsync()).Kind);

        Assert.Equal(McpCircuitState.Closed, bench.Circuit.State);
    }

    [Fact]
    public async Task AnswersThatGetLost_OpenTheCircuitOnceTheyAreHalfOfAllCalls()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.SearchAsync();
        bench.Server.LosesAnswers = true;

        Assert.Equal(McpFailureKind.OutcomeUnknown, (await bench.FailAsync()).Kind);
        Assert.Equal(McpFailureKind.OutcomeUnknown, (await bench.FailAsync()).Kind);

        Assert.Equal(McpCircuitState.Open, bench.Circuit.State);
    }
}
