using ModelContextProtocol.Client;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests;

public sealed class TransportTests
{
    [Theory]
    [InlineData(HttpTransportMode.StreamableHttp, "/mcp", "2026-07-28")]
    [InlineData(HttpTransportMode.StreamableHttp, "/mcp", "2025-11-25")]
    [InlineData(HttpTransportMode.Sse, "/mcp/sse", null)]
    public async Task Client_OfAnyTransport_ListsAndCallsTheSameTools(HttpTransportMode mode, string path, string? version)
    {
        await using var bench = await TestBench.StartAsync();
        var expected = await bench.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var client = await Mcp.ConnectAsync(new Uri(bench.Host.Url, path), mode, version);

        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var profile = await client.CallAsync("get_user_profile", new { });
        var refused = await client.CallAsync("get_track", new { });

        Assert.Equal(expected.Select(tool => tool.Name), tools.Select(tool => tool.Name));
        Assert.Equal("simulator-user", profile.Answer().GetProperty("id").GetString());
        Assert.Equal("invalid_argument", refused.Kind());
    }

    [Fact]
    public async Task HostRestart_BetweenTwoCalls_IsNotNoticedByASharedClient()
    {
        await using var bench = await TestBench.StartAsync();
        using var folder = new TempFolder();
        var settings = TestBench.Settings(bench.Spotify.ApiUrl, bench.Spotify.AccountsUrl, folder);
        var first = await HostServer.StartAsync(settings, _ => { });
        var url = first.Url.ToString();
        await using var client = await Mcp.ConnectAsync(first.Mcp);

        (await client.CallAsync("search_tracks", new { query = "the" })).Answer();
        await first.DisposeAsync();
        await using var second = await HostServer.StartAsync(settings, _ => { }, url);
        (await client.CallAsync("search_tracks", new { query = "the" })).Answer();

        // The second process also answers from what the first one remembered.
        Assert.Equal(1, bench.Spotify.Calls.Total);
    }
}
