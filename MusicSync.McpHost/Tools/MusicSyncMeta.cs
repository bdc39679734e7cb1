using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace MusicSync.McpHost.Tools;

/// <summary>Our members of MCP's <c>_meta</c>; part of the contract with callers.</summary>
internal static class MusicSyncMeta
{
    /// <summary>On a failed result: what the caller can do about it.</summary>
    public const string Error = "dev.musicsync/error";

    /// <summary>On a request: <c>interactive</c> (also when left out) or <c>bulk</c>.</summary>
    public const string Priority = "dev.musicsync/priority";

    /// <summary>On a request: a write is not sent after this moment (ISO 8601 UTC).</summary>
    public const string NotAfter = "dev.musicsync/notAfter";

    /// <summary>On found tracks: searches made in the 24 h before Spotify last ended the quota; absent while it never did.</summary>
    public const string SearchesADay = "dev.musicsync/searchesADay";

    /// <summary>On the rows of a playlist: when this host last had a write to it in flight (ISO 8601 UTC).</summary>
    public const string LastWriteInHand = "dev.musicsync/lastWriteInHand";
}

/// <summary>What the SDK makes of a returned record, for tools that also answer in <c>_meta</c>.</summary>
internal static class StructuredResult
{
    /// <param name="value">The record.</param>
    /// <param name="meta">Our members of <c>_meta</c>.</param>
    /// <param name="text">In place of the record's JSON, for answers too long to be sent twice.</param>
    public static CallToolResult Of<T>(T value, JsonObject? meta, string? text = null)
    {
        var json = JsonSerializer.SerializeToElement(value, McpJsonUtilities.DefaultOptions);
        return new CallToolResult
        {
            StructuredContent = json,
            Content = [new TextContentBlock { Text = text ?? json.GetRawText() }],
            Meta = meta,
        };
    }
}
