using System.Net;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Secrets;
using MusicSync.EndToEnd.Tests.SignIn;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Access;

/// <summary>Both services from outside, and the worker as the host's caller.</summary>
public sealed class KeyedStackTests(KeyedStack fixture) : IClassFixture<KeyedStack>
{
    [Fact]
    public async Task Sync_WithTheKey_GoesThroughBothServices()
    {
        using var worker = fixture.WorkerWithKey();
        using var spotify = fixture.Spotify();

        var id = await worker.StartAsync(new { playlistName = "Keyed", songs = fixture.Json(0, 3) });
        var status = await worker.CompleteAsync(id);

        Assert.Equal(fixture.Uris(0, 3), (await spotify.PlaylistAsync(status.Playlist!.Id!)).Items);
        fixture.AssertNoLogHolds([KeyedStack.Key]);
        await Eventually.TrueAsync(() => Task.FromResult(
            fixture.Collector.Spans.Any(span => span is { Service: ServiceNames.McpHost, Name: "tools/call add_to_playlist" })));
        string[] secrets = [KeyedStack.Key, "simulator-secret", "simulator-refresh-token"];
        Assert.All(secrets, secret => Assert.False(fixture.Collector.Holds(secret), secret));
        var histories = new LeakSearch();
        histories.Add("histories", await new TemporalPayloads(fixture.Stack.TemporalAddress).ReadAsync());
        Assert.NotEmpty(histories.PlacesOf(fixture.Songs[0].Title));
        Assert.Empty(histories.PlacesOf(secrets));
    }

    [Theory]
    [InlineData(ServiceNames.Worker, "/syncs", null, HttpStatusCode.Unauthorized)]
    [InlineData(ServiceNames.Worker, "/syncs", "another-key", HttpStatusCode.Unauthorized)]
    [InlineData(ServiceNames.Worker, "/syncs", KeyedStack.Key, HttpStatusCode.OK)]
    [InlineData(ServiceNames.Worker, "/", null, HttpStatusCode.Unauthorized)]
    [InlineData(ServiceNames.McpHost, "/mcp", null, HttpStatusCode.Unauthorized)]
    [InlineData(ServiceNames.McpHost, "/mcp", "another-key", HttpStatusCode.Unauthorized)]
    // The key opens; what the endpoint then misses is an Accept header.
    [InlineData(ServiceNames.McpHost, "/mcp", KeyedStack.Key, HttpStatusCode.NotAcceptable)]
    [InlineData(ServiceNames.McpHost, "/signin/grant", null, HttpStatusCode.Unauthorized)]
    [InlineData(ServiceNames.McpHost, "/mcp/sse", null, HttpStatusCode.Unauthorized)]
    [InlineData(ServiceNames.McpHost, "/mcp/message", null, HttpStatusCode.Unauthorized)]
    public async Task Call_IsAnsweredByItsKey(string service, string path, string? key, HttpStatusCode expected)
    {
        using var response = await GetAsync(service, path, request =>
            request.Headers.TryAddWithoutValidation("Authorization", key is null ? [] : [$"Bearer {key}"]));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public async Task SignIn_ThroughTheWorker_AsksForTheKey_WhichNoLogHolds()
    {
        using var browser = new Browser();
        var page = new Uri(fixture.Stack.WorkerUrl, "signin");

        var asked = await browser.GetAsync(page);
        var wrong = await browser.PostAsync(page, "a-guess");
        var connected = await browser.ConnectAsync(page, KeyedStack.Key);

        Assert.Contains("Key of this service", asked.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        Assert.Contains("Connected as Simulator User", connected, StringComparison.Ordinal);
        fixture.AssertNoLogHolds([KeyedStack.Key, .. browser.Secrets]);
    }

    [Theory]
    [InlineData(ServiceNames.Worker, "/syncs")]
    [InlineData(ServiceNames.McpHost, "/mcp")]
    public async Task Call_ToAForeignHostName_IsABadRequest(string service, string path)
    {
        using var response = await GetAsync(service, path, request =>
        {
            request.Headers.Host = "evil.example";
            request.Headers.Authorization = KeyedStack.Bearer;
        });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(ServiceNames.Worker, "/syncs", "https://evil.example")]
    [InlineData(ServiceNames.Worker, "/syncs", "null")]
    [InlineData(ServiceNames.McpHost, "/mcp", "https://evil.example")]
    [InlineData(ServiceNames.McpHost, "/mcp", "null")]
    public async Task Call_ByAForeignPage_IsForbidden(string service, string path, string origin)
    {
        using var response = await GetAsync(service, path, request =>
        {
            request.Headers.Add("Origin", origin);
            request.Headers.Authorization = KeyedStack.Bearer;
        });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(ServiceNames.Worker, "/health")]
    [InlineData(ServiceNames.Worker, "/alive")]
    [InlineData(ServiceNames.McpHost, "/health")]
    [InlineData(ServiceNames.McpHost, "/alive")]
    public async Task Probe_OfAnyHost_NeedsNoKey(string service, string path)
    {
        using var response = await GetAsync(service, path, request => request.Headers.Host = "10.1.2.3:8080");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{\"status\":\"healthy\"}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(ServiceNames.Worker, "mcp-tools")]
    [InlineData(ServiceNames.McpHost, "spotify-credentials")]
    public async Task Health_WithTheKey_TellsEachCheck(string service, string check)
    {
        using var response = await GetAsync(service, "/health", request => request.Headers.Authorization = KeyedStack.Bearer);

        Assert.Contains(
            $"\"{check}\":{{\"status\":\"healthy\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_WithAnotherKeyThanTheHost_SaysSo()
    {
        await using var worker = new LoneService("MusicSync.Worker", new()
        {
            ["Access__ApiKey"] = "another-key",
            ["services__mcp-host__http__0"] = fixture.Stack.McpHostUrl.GetLeftPart(UriPartial.Authority),
            // Nobody is there: this worker must not take the stack's work.
            ["TEMPORAL_ADDRESS"] = "127.0.0.1:1",
        });

        await worker.StartAsync(TestContext.Current.CancellationToken);

        await worker.WaitForOutputAsync(
            "The MCP host refused the worker's key; give both services the same Access__ApiKey.",
            TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> GetAsync(string service, string path, Action<HttpRequestMessage> change)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, fixture.Url(service, path));
        change(request);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
