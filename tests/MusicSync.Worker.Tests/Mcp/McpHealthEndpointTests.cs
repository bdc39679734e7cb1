using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MusicSync.Worker.Api;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.Mcp;

/// <summary>The document as monitors read it.</summary>
public sealed class McpHealthEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_OfAServerThatWorks()
    {
        await using var server = await ScriptedMcpServer.StartAsync();
        server.Tools = OfferedTools.Matching;

        var (status, document) = await GetAsync(server.Endpoint);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """
            {"status":"healthy","servers":{"spotify":{"state":"healthy","detail":null,"reachable":true,
            "probe":{"at":"2026-11-24T12:00:00+00:00","latencyMs":0,"error":null},
            "calls":{"lastAnswerAt":null,"lastMs":null,"p95Ms":null,"counted":0,"lastUnanswered":null},
            "toolContract":{"state":"agrees","differences":[]},"circuit":{"state":"closed","until":null},
            "coolDowns":[],"upstream":null,"clock":null,"connects":1}}}
            """.ReplaceLineEndings(""),
            document);
    }

    [Fact]
    public async Task Document_OfAServerThatIsDown_IsStillTold()
    {
        var server = await ScriptedMcpServer.StartAsync();
        await server.DisposeAsync();

        var (status, document) = await GetAsync(server.Endpoint);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        using var body = JsonDocument.Parse(document);
        var spotify = body.RootElement.GetProperty("servers").GetProperty("spotify");
        Assert.Equal(
            ("unhealthy", "The MCP host cannot be reached.", false, "unknown"),
            (spotify.GetProperty("state").GetString(), spotify.GetProperty("detail").GetString(),
                spotify.GetProperty("reachable").GetBoolean(),
                spotify.GetProperty("toolContract").GetProperty("state").GetString()));
    }

    private static async Task<(HttpStatusCode Status, string Document)> GetAsync(Uri mcpServer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)));
        builder.Services.AddMcp().AddSpotify(mcpServer).AddApi();
        await using var app = builder.Build();
        app.MapMcpHealth();
        await app.StartAsync(Token);
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(app.Urls.Single() + McpHealthEndpoints.Path), Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
