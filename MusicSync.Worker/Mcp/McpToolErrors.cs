using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Mcp;

/// <summary>Reads the host's error contract from a tool result. Pure.</summary>
internal static class McpToolErrors
{
    public const string MetaKey = "dev.musicsync/error";

    // {"kind": "rate_limited", "retryAfterSeconds": 17, "httpStatus": 429, "requiredScope": null, "outcomeUnknown": false}
    public static McpFailure Read(string tool, CallToolResult result)
    {
        var text = result.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text
            ?? $"The tool {tool} failed without saying why.";

        return result.Meta?[MetaKey] is JsonObject error && error["kind"] is JsonValue kind
            ? new McpFailure(
                kind.GetValue<string>(),
                text,
                Seconds(error["retryAfterSeconds"]),
                error["requiredScope"]?.GetValue<string>(),
                error["outcomeUnknown"]?.GetValue<bool>() ?? false)
            : new McpFailure(McpFailureKind.Internal, text);
    }

    private static TimeSpan? Seconds(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.Number ? TimeSpan.FromSeconds(node.GetValue<double>()) : null;
}
