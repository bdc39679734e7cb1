using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MusicSync.McpHost.Tools;

namespace MusicSync.McpHost.Tests.Support;

/// <summary>Calls tools as the worker does: Streamable HTTP, pinned version, no time-out of HTTP's own.</summary>
internal static class Mcp
{
    public static Task<McpClient> ConnectAsync(Uri endpoint) => ConnectAsync(endpoint, HttpTransportMode.StreamableHttp, "2026-07-28");

    public static Task<McpClient> ConnectAsync(Uri endpoint, HttpTransportMode mode, string? version)
    {
        var options = new HttpClientTransportOptions { Endpoint = endpoint, TransportMode = mode };
        var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        return McpClient.CreateAsync(
            new HttpClientTransport(options, http, loggerFactory: null, ownsHttpClient: true),
            new McpClientOptions { ProtocolVersion = version },
            cancellationToken: TestContext.Current.CancellationToken);
    }

    public static Task<CallToolResult> CallAsync(this McpClient client, string tool, object arguments, JsonObject? meta = null) =>
        client.CallUntilAsync(tool, arguments, meta, TestContext.Current.CancellationToken);

    public static async Task<CallToolResult> CallUntilAsync(
        this McpClient client, string tool, object arguments, JsonObject? meta, CancellationToken cancellationToken) =>
        await client.CallToolAsync(
            tool,
            JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(field => field.Name, field => (object?)field.Value),
            options: new RequestOptions { Meta = meta },
            cancellationToken: cancellationToken);

    public static JsonElement Answer(this CallToolResult result)
    {
        Assert.False(result.IsError is true, Text(result));
        return Assert.NotNull(result.StructuredContent);
    }

    public static string Text(this CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    /// <summary>The machine-readable half of a failed result, which must have no other content.</summary>
    public static JsonElement Error(this CallToolResult result)
    {
        Assert.True(result.IsError);
        Assert.Null(result.StructuredContent);
        return JsonSerializer.SerializeToElement(result.Meta?[MusicSyncMeta.Error]);
    }

    public static int RetryAfterSeconds(this CallToolResult result) => result.Error().GetProperty("retryAfterSeconds").GetInt32();

    public static string? Kind(this CallToolResult result) => result.Error().GetProperty("kind").GetString();

    public static bool OutcomeUnknown(this CallToolResult result) => result.Error().GetProperty("outcomeUnknown").GetBoolean();
}
