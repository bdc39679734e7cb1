using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Authorization;

public sealed class DeadTokenTests
{
    private readonly TaskCompletionSource _arrived = new();
    private readonly TaskCompletionSource _release = new();
    private int _refreshes;
    private int _searches;

    [Fact]
    public async Task CallThatWaitsInTheGate_IsNotSentWithATokenThatDiedMeanwhile()
    {
        using var folder = new TempFolder();
        await using var spotify = await LoopbackServer.StartAsync(AnswerAsync);
        var settings = TestBench.Settings(new Uri(spotify.Url, "v1"), spotify.Url, folder);
        settings["Gate:BulkConcurrency"] = "1";
        await using var host = await HostServer.StartAsync(
            settings, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UtcNow)));
        await using var client = await Mcp.ConnectAsync(host.Mcp);
        var sent = client.CallAsync("search_tracks", new { query = "sent" }, Bulk());
        await _arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        var held = client.CallAsync("search_tracks", new { query = "held" }, Bulk());
        await host.WaitForAsync("/health", "In flight: 1, waiting: 1");

        Assert.Equal("unauthorized", (await client.CallAsync("get_user_profile", new { })).Kind());
        _release.SetResult();

        (await sent).Answer();
        Assert.Equal("unauthorized", (await held).Kind());
        Assert.Equal(1, _searches);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/api/token" when Interlocked.Increment(ref _refreshes) == 1:
                await ScriptedBench.JsonAsync(context, 200, ScriptedBench.Grant);
                break;
            case "/api/token":
                await ScriptedBench.JsonAsync(context, 400, """{"error":"invalid_grant"}""");
                break;
            case "/v1/search":
                Interlocked.Increment(ref _searches);
                _arrived.TrySetResult();
                await _release.Task;
                await ScriptedBench.JsonAsync(context, 200, """{"tracks":{"items":[]}}""");
                break;
            default:
                await ScriptedBench.JsonAsync(context, 401, "");
                break;
        }
    }

    private static JsonObject Bulk() => new() { ["dev.musicsync/priority"] = "bulk" };
}
