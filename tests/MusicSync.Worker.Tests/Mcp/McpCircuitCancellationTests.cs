using ModelContextProtocol.Protocol;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Mcp;

/// <summary>A call that its own caller gives up says nothing about the server.</summary>
public sealed class McpCircuitCancellationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CancelledCalls_NeverOpenTheCircuit()
    {
        await using var bench = await McpBench.StartAsync();

        for (var call = 0; call < 10; call++)
        {
            await CancelInMidCallAsync(bench);
        }

        Assert.Equal(McpCircuitState.Closed, bench.Circuit.State);
    }

    [Fact]
    public async Task CancelledCalls_AreNoSuccessesEither()
    {
        await using var bench = await McpBench.StartAsync();
        for (var call = 0; call < 28; call++)
        {
            await CancelInMidCallAsync(bench);
        }

        await bench.StopServerAsync();
        for (var call = 0; call < 3; call++)
        {
            await bench.FailAsync();
        }

        Assert.Equal(McpCircuitState.Open, bench.Circuit.State);
    }

    [Fact]
    public async Task CallerThatGivesUpInAHalfOpenCircuit_LeavesTheLookToTheOthers()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.OpenCircuitAsync();
        await bench.StartServerAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        var arrived = bench.Server.Freeze();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var givenUp = bench.SearchUntilAsync(cancel.Token);
        var patient = bench.SearchAsync();
        await arrived.WaitAsync(Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        bench.Server.Thaw();
        await patient;

        Assert.Equal((McpCircuitState.Closed, 1), (bench.Circuit.State, bench.Server.Calls));
    }

    private static async Task CancelInMidCallAsync(McpBench bench)
    {
        var started = new TaskCompletionSource();
        bench.Server.OnCall = async cancellationToken =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new CallToolResult();
        };
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = bench.SearchUntilAsync(cancel.Token);
        await started.Task.WaitAsync(Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
