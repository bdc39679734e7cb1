using System.Net;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests;

public sealed class McpPageTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Fact]
    public async Task Browser_IsToldWhatItIsAndHowToConnect()
    {
        await using var bench = await TestBench.StartAsync();

        using var answer = await GetAsync(bench.Host.Mcp, Browser);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains($"claude mcp add --transport http musicsync {bench.Host.Mcp}", page, StringComparison.Ordinal);
        Assert.Contains("<code>search_tracks</code>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/json")]
    [InlineData("*/*")]
    public async Task Program_StillMeetsTheEndpoint(string accepted)
    {
        await using var bench = await TestBench.StartAsync();

        using var answer = await GetAsync(bench.Host.Mcp, accepted);

        Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<HttpResponseMessage> GetAsync(Uri url, string accepted)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", accepted);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
