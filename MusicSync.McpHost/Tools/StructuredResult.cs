using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace MusicSync.McpHost.Tools;

/// <summary>What the SDK makes of a returned record, for tools that also answer in <c>_meta</c>.</summary>
internal static class StructuredResult
{
    public static CallToolResult Of<T>(T value, JsonObject? meta)
    {
        var json = JsonSerializer.SerializeToElement(value, McpJsonUtilities.DefaultOptions);
        return new CallToolResult
        {
            StructuredContent = json,
            Content = [new TextContentBlock { Text = json.GetRawText() }],
            Meta = meta,
        };
    }
}
