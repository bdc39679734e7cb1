using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.RateLimiting;

public sealed class PriorityTests
{
    // Spotify's own limits, whoever is called.
    private static readonly Dictionary<string, string?> AsForSpotify = new()
    {
        ["Gate:CallsPerSecond"] = "3",
        ["Gate:Concurrency"] = "2",
        ["Gate:BulkConcurrency"] = "1",
    };

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task InteractiveCall_PassesTwelveWaitingBulkCalls()
    {
        var release = new TaskCompletionSource();
        await using var bench = await StartAsync(async context =>
        {
            if (context.Request.Path == "/v1/search")
            {
                await release.Task;
            }

            await ScriptedBench.JsonAsync(context, 200, """{"id":"somebody","tracks":{"items":[]}}""");
        });
        var bulk = Enumerable.Range(0, 13)
            .Select(call => bench.Client.CallAsync("search_tracks", new { query = $"query {call}" }, Priority("bulk")))
            .ToArray();
        await bench.Host.WaitForAsync("/health", "In flight: 1, waiting: 12");

        (await bench.Client.CallAsync("get_user_profile", new { }, Priority("interactive"))).Answer();
        (await bench.Client.CallAsync("get_user_profile", new { })).Answer();

        Assert.All(bulk, call => Assert.False(call.IsCompleted));
        release.SetResult();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains(await Task.WhenAll(bulk), result => result.IsError is not true);
    }

    [Fact]
    public async Task BulkCalls_LeaveTheLastTokensToOthers()
    {
        await using var bench = await StartAsync(
            context => ScriptedBench.JsonAsync(context, 200, """{"id":"somebody","tracks":{"items":[]}}"""));

        for (var call = 0; call < 12; call++)
        {
            (await bench.Client.CallAsync("search_tracks", new { query = $"query {call}" }, Priority("bulk"))).Answer();
        }

        var refused = bench.Client.CallAsync("search_tracks", new { query = "one too many" }, Priority("bulk"));
        for (var call = 0; call < 8; call++)
        {
            (await bench.Client.CallAsync("get_user_profile", new { }, Priority("interactive"))).Answer();
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("rate_limited", (await refused).Kind());
    }

    [Theory]
    [InlineData("\"urgent\"")]
    [InlineData("1")]
    [InlineData("{}")]
    public async Task Priority_ThatIsNone_IsRefused(string priority)
    {
        await using var bench = await TestBench.StartAsync();

        var result = await bench.CallAsync("get_user_profile", new { }, new JsonObject { ["dev.musicsync/priority"] = JsonNode.Parse(priority) });

        Assert.Equal("invalid_argument", result.Kind());
        Assert.Equal("Argument 'dev.musicsync/priority' must be interactive or bulk.", result.Text());
    }

    private Task<ScriptedBench> StartAsync(RequestDelegate answer) => ScriptedBench.StartAsync(
        ScriptedBench.Grant, answer, AsForSpotify, services => services.AddSingleton<TimeProvider>(_time));

    private static JsonObject Priority(string priority) => new() { ["dev.musicsync/priority"] = priority };
}
