using Microsoft.Extensions.Logging.Abstractions;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class ToolContractCheckTests
{
    [Fact]
    public async Task ToolOnAnUnregisteredServer_StopsTheStart()
    {
        await using var connections = new McpConnections([]);
        using var check = new ToolContractCheck(
            new McpToolSet(SpotifyTools.All), connections, TimeProvider.System, NullLogger<ToolContractCheck>.Instance);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => check.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'spotify'", exception.Message, StringComparison.Ordinal);
    }
}
