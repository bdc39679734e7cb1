using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class McpProberTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ManyCallers_CauseOneProbe()
    {
        await using var bench = await McpBench.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.HealthAsync()));

        Assert.Equal((1, 0, 1), (bench.Server.Lists, bench.Server.Calls, bench.Connects));
    }

    [Fact]
    public async Task Result_StaysFreshForTenSeconds()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.HealthAsync();

        bench.Time.Advance(TimeSpan.FromSeconds(9.9));
        await bench.HealthAsync();
        Assert.Equal(1, bench.Server.Lists);

        bench.Time.Advance(TimeSpan.FromSeconds(0.1));
        await bench.HealthAsync();
        Assert.Equal(2, bench.Server.Lists);
    }

    [Fact]
    public async Task HostDeployedWithOtherTools_IsNoticedAndSoIsItsRepair()
    {
        await using var bench = await McpBench.StartAsync();
        Assert.Equal(ContractState.Agrees, (await bench.HealthAsync()).ToolContract.State);

        bench.Server.Tools = OfferedTools.Without("get_track");
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["spotify offers no tool named get_track."], (await bench.HealthAsync()).ToolContract.Differences);

        bench.Server.Tools = OfferedTools.Matching;
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ContractState.Agrees, (await bench.HealthAsync()).ToolContract.State);
    }

    [Fact]
    public async Task DeadHost_LeavesTheContractAsItWasKnown()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.HealthAsync();
        await bench.StopServerAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        var health = await bench.HealthAsync();

        Assert.Equal((ContractState.Agrees, false), (health.ToolContract.State, health.Reachable));
        Assert.Equal("The MCP host cannot be reached.", health.Probe?.Error);
    }

    [Fact]
    public async Task SilentHost_IsGivenUpAfterTwoSeconds()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.HealthAsync();
        var listing = bench.Server.Freeze();
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        var asking = bench.HealthAsync();
        await listing.WaitAsync(Token);
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("The MCP host's answer to tools/list did not come in time.", (await asking).Probe?.Error);
    }

    [Fact]
    public async Task Probes_LeaveTheCircuitAsItIs()
    {
        await using var bench = await McpBench.StartAsync();
        await bench.StopServerAsync();

        for (var probe = 0; probe < 5; probe++)
        {
            Assert.NotNull((await bench.Spotify.Prober.AskAsync()).Failure);
        }

        Assert.Equal(McpCircuitState.Closed, bench.Circuit.State);
    }
}
