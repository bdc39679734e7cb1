using ModelContextProtocol.Client;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.EndToEnd.Tests.Mcp;

/// <summary>Holds both sides of the MCP contract together: nothing else is shared between worker and host.</summary>
public sealed class ToolContractTests(MadeSongsStack fixture) : IClassFixture<MadeSongsStack>
{
    [Fact]
    public async Task EveryToolTheWorkerUses_IsOfferedInThatShape()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(fixture.Stack.McpHostUrl, "mcp") }),
            cancellationToken: cancellationToken);
        var offered = (await client.ListToolsAsync(cancellationToken: cancellationToken)).ToDictionary(tool => tool.Name);

        var differences = SpotifyTools.All.SelectMany(tool => ToolContract.Differences(
            tool, offered[tool.Name].ProtocolTool.InputSchema, offered[tool.Name].ProtocolTool.OutputSchema));

        Assert.Empty(differences);
    }

    [Fact]
    public async Task ReadyWorker_HasComparedTheTools()
    {
        using var worker = fixture.Worker();

        Assert.Contains("\"mcp-tools\":{\"status\":\"healthy\"", await worker.GetAsync("/health"), StringComparison.Ordinal);
    }
}
