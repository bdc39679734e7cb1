using MusicSync.Worker.Mcp;

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

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 6, 12)]
    [InlineData(15, 16, 17)]
    public async Task LoneActivity_AtTemporalsPace_OpensTheCircuitAtItsThirdTry(params int[] secondsBefore)
    {
        await using var bench = await McpBench.StartAsync();
        await bench.StopServerAsync();

        foreach (var pause in secondsBefore)
        {
            Assert.Equal(McpCircuitState.Closed, bench.Circuit.State);
            bench.Time.Advance(TimeSpan.FromSeconds(pause));
            await bench.FailAsync();
        }

        Assert.Equal(McpCircuitState.Open, bench.Circuit.State);
    }

    [Fact]
    public async Task GoodCallsOfBefore_DoNotHideThatTheServerIsGone()
    {
        await using var bench = await McpBench.StartAsync();
        for (var call = 0; call < 27; call++)
        {
            await bench.SearchAsync();
        }

        await bench.StopServerAsync();
        await bench.FailAsync();
        await bench.FailAsync();
        Assert.Equal(McpCircuitState.Closed, bench.Circuit.State);
        await bench.FailAsync();

        Assert.Equal(McpCircuitState.Open, bench.Circuit.State);
    }

    [Fact]
    public async Task HalfOpenCircuit_LooksOnceAndThenLetsAllCallsThrough()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        await bench.StartServerAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(5));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bench.SearchAsync()));

        Assert.Equal((1, 8, McpCircuitState.Closed), (bench.Server.Lists, bench.Server.Calls, bench.Circuit.State));
    }

    [Fact]
    public async Task HalfOpenCircuit_WithoutAnAnswer_OpensForAnotherBreak()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(5));

        var failure = await bench.FailAsync();

        Assert.Equal((McpFailureKind.CircuitOpen, TimeSpan.FromSeconds(5)), (failure.Kind, failure.RetryAfter));
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
    public async Task AnswersThatGetLost_OpenTheCircuit()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.SearchAsync();
        bench.Server.LosesAnswers = true;

        Assert.Equal(McpFailureKind.OutcomeUnknown, (await bench.FailAsync()).Kind);
        Assert.Equal(McpFailureKind.OutcomeUnknown, (await bench.FailAsync()).Kind);

        Assert.Equal(McpCircuitState.Open, bench.Circuit.State);
    }
}
