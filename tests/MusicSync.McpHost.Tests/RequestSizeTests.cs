using System.Net;
using System.Text;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests;

public sealed class RequestSizeTests
{
    [Fact]
    public async Task Request_FarLongerThanAnyCall_IsRefusedUnread()
    {
        await using var bench = await TestBench.StartAsync();
        using var http = new HttpClient { DefaultRequestHeaders = { ExpectContinue = true } };
        using var content = new StringContent(new string(' ', 1024 * 1024 + 1), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, bench.Host.Mcp) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
