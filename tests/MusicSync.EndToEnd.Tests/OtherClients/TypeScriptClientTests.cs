using System.Text.Json;
using System.Text.Json.Nodes;
using MusicSync.EndToEnd.Tests.Access;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.OtherClients;

/// <summary>The host for programs that are not ours: the official TypeScript SDK over each transport, with the key.</summary>
public sealed class TypeScriptClientTests(KeyedStack fixture) : IClassFixture<KeyedStack>
{
    [Theory]
    [InlineData("http", "/mcp")]
    [InlineData("sse", "/mcp/sse")]
    public async Task Client_OverHttp_ListsAndCallsEveryTool(string transport, string path)
    {
        NodeProgram.OrSkip();

        await AssertCallsEveryToolAsync(new()
        {
            ["transport"] = transport,
            ["url"] = fixture.Url(ServiceNames.McpHost, path).AbsoluteUri,
            ["headers"] = new JsonObject { ["Authorization"] = KeyedStack.Bearer.ToString() },
        });
    }

    [Fact]
    public async Task Client_ThatStartsTheHost_ListsAndCallsEveryTool()
    {
        NodeProgram.OrSkip();
        using var folder = new TemporaryFolder();

        await AssertCallsEveryToolAsync(new()
        {
            ["transport"] = "stdio",
            ["command"] = new BuildOutput(AppContext.BaseDirectory).Program("MusicSync.McpHost"),
            ["args"] = new JsonArray("--stdio"),
            ["env"] = new JsonObject
            {
                ["Spotify__ClientId"] = "simulator-client",
                ["Spotify__ClientSecret"] = "simulator-secret",
                ["Spotify__RefreshToken"] = "simulator-refresh-token",
                ["Spotify__ApiUrl"] = new Uri(fixture.Stack.SpotifyUrl, "v1/").AbsoluteUri,
                ["Spotify__AccountsUrl"] = fixture.Stack.SpotifyUrl.AbsoluteUri,
                ["MusicSync__DataDirectory"] = folder.Root,
                // Such an address needs a key, but here nothing listens.
                ["ASPNETCORE_URLS"] = "http://0.0.0.0:1",
            },
        });
    }

    private async Task AssertCallsEveryToolAsync(JsonObject options)
    {
        options["query"] = fixture.Songs[0].Title;
        options["album"] = fixture.Album[0].AlbumId;

        var (exitCode, output) = await NodeProgram.TypeScript.RunAsync("client.mjs", options.ToJsonString());

        Assert.True(exitCode == 0, output);
        var printed = JsonDocument.Parse(output).RootElement;
        Assert.Equal("musicsync-spotify", printed.GetProperty("server").GetString());
        var tools = Words(printed.GetProperty("tools"));
        Assert.Equal(11, tools.Count);
        Assert.Equal(tools, printed.GetProperty("called").EnumerateObject().Select(tool => tool.Name).Order());
        Assert.All(printed.GetProperty("called").EnumerateObject(), tool => Assert.False(tool.Value.GetBoolean(), tool.Name));
        Assert.Equal(Words(printed.GetProperty("wanted")), Words(printed.GetProperty("read")));
        Assert.Equal("invalid_argument", printed.GetProperty("error").GetString());
    }

    private static List<string> Words(JsonElement array) => [.. array.EnumerateArray().Select(word => word.GetString()!).Order()];
}
