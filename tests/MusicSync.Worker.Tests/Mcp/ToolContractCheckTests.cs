using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.Mcp;

public sealed class ToolContractCheckTests
{
    [Fact]
    public async Task ToolOnAnUnregisteredServer_StopsTheStart()
    {
        using var check = new ToolContractCheck(SpotifyTools.All, new McpServers([]), TimeProvider.System);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => check.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'spotify'", exception.Message, StringComparison.Ordinal);
    }
}
