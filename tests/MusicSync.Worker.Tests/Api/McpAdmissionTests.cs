using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MusicSync.Worker.Api;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Tests.Mcp;

namespace MusicSync.Worker.Tests.Api;

public sealed class McpAdmissionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeadHost_ByDefault_StopsNoRequest() =>
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(refuse: false, hostIsUp: false)).Status);

    [Fact]
    public async Task LivingHost_LetsRequestsPass() =>
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(refuse: true, hostIsUp: true)).Status);

    [Fact]
    public async Task DeadHost_WhereThatIsWanted_RefusesWithAWaitAndAReason()
    {
        var (status, retryAfter, body) = await PostAsync(refuse: true, hostIsUp: false);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10)), (status, retryAfter));
        using var problem = JsonDocument.Parse(body);
        Assert.Equal(
            "Nothing was started: this worker takes no syncs while the MCP host is down (Syncs__RefuseWhenMcpIsDown). "
            + "The MCP host cannot be reached. Send the request again later.",
            problem.RootElement.GetProperty("detail").GetString());
    }

    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter, string Body)> PostAsync(bool refuse, bool hostIsUp)
    {
        await using var host = await ScriptedMcpServer.StartAsync();
        host.Tools = OfferedTools.Matching;
        if (!hostIsUp)
        {
            await host.DisposeAsync();
        }

        await using var app = Build(host.Endpoint, refuse);
        await app.StartAsync(Token);
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri(app.Urls.Single()), content: null, Token);
        return (response.StatusCode, response.Headers.RetryAfter?.Delta, await response.Content.ReadAsStringAsync(Token));
    }

    private static WebApplication Build(Uri mcpServer, bool refuse)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Configuration["Syncs:RefuseWhenMcpIsDown"] = refuse.ToString();
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        builder.Services.AddMcp().AddSpotify(mcpServer).AddApi();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.MapPost("/", async (McpAdmission admission) =>
        {
            await admission.EnsureUpAsync(Token);
            return TypedResults.Accepted("/");
        });
        return app;
    }
}
