using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Tests.Tools;

/// <summary>What the worker offers to LLM clients, and who may call it.</summary>
public sealed class ToolServerTests(ToolBench bench) : IClassFixture<ToolBench>
{
    private const int MaxAtOnce = 1024 * 1024;
    private const string UpdateSwitch = "MUSICSYNC_UPDATE_GOLDEN";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Offer_IsTheOneInTheGoldenFile()
    {
        var offer = new JsonObject
        {
            ["tools"] = Sorted((await bench.Client.ListToolsAsync(cancellationToken: Token)).Select(tool => Node(tool.ProtocolTool))),
            ["resourceTemplates"] = Sorted((await bench.Client.ListResourceTemplatesAsync(cancellationToken: Token)).Select(template => Node(template.ProtocolResourceTemplate))),
            ["prompts"] = Sorted((await bench.Client.ListPromptsAsync(cancellationToken: Token)).Select(prompt => Node(prompt.ProtocolPrompt))),
        }.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";

        if (Environment.GetEnvironmentVariable(UpdateSwitch) is "1")
        {
            await File.WriteAllTextAsync(GoldenFile(), offer, Token);
        }

        Assert.Equal(await File.ReadAllTextAsync(GoldenFile(), Token), offer);
    }

    [Fact]
    public async Task EveryTool_StatesItsHints_AndDescribesItsArguments()
    {
        foreach (var tool in await bench.Client.ListToolsAsync(cancellationToken: Token))
        {
            var hints = tool.ProtocolTool.Annotations!;
            Assert.NotNull(hints.Title);
            Assert.NotNull(hints.ReadOnlyHint);
            Assert.NotNull(hints.DestructiveHint);
            Assert.NotNull(hints.IdempotentHint);
            Assert.NotNull(hints.OpenWorldHint);
            AssertNothingThatIsLeftOutIsRequired(tool.ProtocolTool.OutputSchema!.Value, tool.Name);
            Assert.All(
                tool.JsonSchema.GetProperty("properties").EnumerateObject(),
                argument => Assert.True(argument.Value.TryGetProperty("description", out _), $"{tool.Name}.{argument.Name}"));
        }
    }

    [Theory]
    [InlineData("start_sync", """{"text": "A - B", "playlistName": "X"}""")]
    [InlineData("get_sync", """{"id": "x"}""")]
    [InlineData("list_syncs", "{}")]
    [InlineData("get_report", """{"id": "x"}""")]
    [InlineData("choose_track", """{"id": "x", "line": 1, "none": true}""")]
    [InlineData("undo_sync", """{"id": "x"}""")]
    [InlineData("follow_source", """{"id": "x", "source": "https://charts.example/week.csv", "playlistName": "X", "every": "P1D"}""")]
    [InlineData("list_orders", "{}")]
    [InlineData("pause_order", """{"id": "x", "paused": true}""")]
    public async Task Call_BeforeTemporalIsThere_IsToldSo(string tool, string arguments)
    {
        var failure = await FailureAsync(tool, arguments);

        Assert.Equal((McpFailureKind.UpstreamUnavailable, TimeSpan.FromSeconds(5)), (failure.Kind, failure.RetryAfter));
        Assert.StartsWith("Temporal is not answering. Nothing is lost", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get_sync", "{}", "arguments.id is missing.")]
    [InlineData("get_sync", """{"id": 3}""", "arguments.id must be string.")]
    [InlineData("get_report", """{"id": "x", "outcomes": ["doubtful"]}""", "arguments.outcomes[0] must be one of [\"pending\"")]
    [InlineData("start_sync", """{"text": "A - B", "playlistName": "X", "policy": "lax"}""", "arguments.policy must be one of [\"strict\"")]
    [InlineData("start_sync", """{"rows": [{"name": "B"}], "playlistName": "X"}""", "arguments.rows[0].name is unknown; there are title, artist")]
    [InlineData("follow_source", """{"source": "https://charts.example", "playlistName": "X", "every": "P1D"}""", "arguments.id is missing.")]
    [InlineData("pause_order", """{"id": "x"}""", "arguments.paused is missing.")]
    [InlineData("undo_sync", """{"sync": "x", "id": "x"}""", "arguments.sync is unknown; there are id, waitSeconds.")]
    public async Task WrongArgument_IsNamed(string tool, string arguments, string expected)
    {
        var failure = await FailureAsync(tool, arguments);

        Assert.Equal(McpFailureKind.InvalidArgument, failure.Kind);
        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resource_BeforeTemporalIsThere_SaysSoInItsError()
    {
        var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await bench.Client.ReadResourceAsync("musicsync://syncs/x/report", cancellationToken: Token));

        Assert.Contains("Temporal is not answering.", error.Message, StringComparison.Ordinal);
        Assert.Equal("upstream_unavailable", ((JsonElement)error.Data[McpToolErrors.MetaKey]!).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Prompt_HoldsWhatWasGiven_AndAsksForTheRest()
    {
        var prompt = await bench.Client.GetPromptAsync("move_my_playlist", new Dictionary<string, object?> { ["playlistName"] = "Road trip" }, cancellationToken: Token);

        var message = Assert.Single(prompt.Messages);
        var text = Assert.IsType<TextContentBlock>(message.Content).Text;
        Assert.Equal(Role.User, message.Role);
        Assert.Contains("The playlist: Road trip", text, StringComparison.Ordinal);
        Assert.Contains("The songs: ask me for the list", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData(ToolBench.Key, "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData(ToolBench.Key, "null", HttpStatusCode.Forbidden)]
    [InlineData(ToolBench.Key, null, HttpStatusCode.OK)]
    public async Task Endpoint_IsGuardedAsEveryOther(string? key, string? origin, HttpStatusCode expected)
    {
        using var answer = await PostAsync("""{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""", key, origin, host: null);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Endpoint_IsNotReachedByAForeignName()
    {
        using var answer = await PostAsync("{}", ToolBench.Key, origin: null, host: "evil.example");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task RequestThatIsFarTooLarge_IsRefused()
    {
        using var answer = await PostAsync(new string(' ', 25 * 1024 * 1024), ToolBench.Key, origin: null, host: null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Browser_IsToldWhatThisIs_AndHowAClientConnects()
    {
        using var answer = await GetAsync("text/html,application/xhtml+xml,*/*;q=0.8");
        var html = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"claude mcp add --transport http musicsync {bench.Endpoint}", html, StringComparison.Ordinal);
        Assert.All(await bench.Client.ListToolsAsync(cancellationToken: Token), tool => Assert.Contains($"<code>{tool.Name}</code>", html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ClientThatAsksForAStreamOfItsOwn_IsToldThatThereIsNone()
    {
        using var answer = await GetAsync("text/event-stream");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }

    // Members that are null are not sent: a client that compares answers with their schema would lose one that has to be there.
    private static void AssertNothingThatIsLeftOutIsRequired(JsonElement schema, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in schema.EnumerateObject())
        {
            AssertNothingThatIsLeftOutIsRequired(member.Value, $"{path}.{member.Name}");
        }

        if (schema.TryGetProperty("required", out var required) && schema.TryGetProperty("properties", out var properties))
        {
            Assert.All(required.EnumerateArray(), name => Assert.False(
                properties.GetProperty(name.GetString()!).TryGetProperty("type", out var type) && type.ToString().Contains("null", StringComparison.Ordinal), $"{path}.{name}"));
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string accept)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, bench.Endpoint);
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ToolBench.Key);
        return await http.SendAsync(request, Token);
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? key, string? origin, string? host)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, bench.Endpoint) { Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Host = host;
        request.Headers.ExpectContinue = body.Length > MaxAtOnce;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await http.SendAsync(request, Token);
    }

    private async Task<McpFailure> FailureAsync(string tool, string arguments)
    {
        var result = await bench.Client.CallToolAsync(
            tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments), cancellationToken: Token);
        Assert.True(result.IsError);
        Assert.Null(result.StructuredContent);
        return McpToolErrors.Read(tool, result);
    }

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, McpJsonUtilities.DefaultOptions)!;

    private static JsonArray Sorted(IEnumerable<JsonNode> items) => new([.. items.OrderBy(item => item["name"]!.GetValue<string>(), StringComparer.Ordinal)]);

    private static string GoldenFile([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Tools.golden.json");
}
