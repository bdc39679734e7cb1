using Microsoft.Extensions.Logging.Abstractions;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class ToolContractCheckTests
{
    [Fact]
    public async Task ToolOnAnUnregisteredServer_StopsTheStart()
    {
        var tools = new McpToolSet(SpotifyTools.All);
        await using var connections = new McpConnections([]);
        using var probers = new McpProbers([], tools, connections, TimeProvider.System, NullLogger<McpProber>.Instance);
        using var check = new ToolContractCheck(tools, probers, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => check.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'spotify'", exception.Message, StringComparison.Ordinal);
    }
}
