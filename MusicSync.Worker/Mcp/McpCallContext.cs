using System.Globalization;
using System.Text.Json.Nodes;

namespace MusicSync.Worker.Mcp;

/// <summary>What a call tells the host about itself in the request's <c>_meta</c>.</summary>
/// <param name="Interactive">Whether somebody waits for it; the host lets such calls pass a bulk import.</param>
/// <param name="NotAfter">The last moment at which the host may send a write to Spotify.</param>
internal sealed record McpCallContext(bool Interactive, DateTimeOffset? NotAfter = null)
{
    public static readonly McpCallContext Bulk = new(Interactive: false);

    public static readonly McpCallContext ForSomebodyWaiting = new(Interactive: true);

    public JsonObject ToMeta()
    {
        var meta = new JsonObject { ["dev.musicsync/priority"] = Interactive ? "interactive" : "bulk" };
        if (NotAfter is { } notAfter)
        {
            meta["dev.musicsync/notAfter"] = notAfter.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        }

        return meta;
    }
}
