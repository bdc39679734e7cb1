using System.Text.Json;
using System.Text.Json.Schema;
using ModelContextProtocol.Protocol;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.Mcp;

/// <summary>Tools as a server lists them.</summary>
internal static class OfferedTools
{
    private static readonly JsonSchemaExporterOptions AsObjects = new() { TreatNullObliviousAsNonNullable = true };

    /// <summary>Exactly what the worker calls.</summary>
    public static readonly IReadOnlyList<Tool> Matching = [.. SpotifyTools.All.Select(Offer)];

    /// <summary>All but one, as after a deployment of another version.</summary>
    public static IReadOnlyList<Tool> Without(string name) => [.. Matching.Where(tool => tool.Name != name)];

    private static Tool Offer(McpTool tool) => new()
    {
        Name = tool.Name,
        InputSchema = Schema(tool.ArgumentsType!),
        OutputSchema = Schema(tool.ResultType!),
    };

    private static JsonElement Schema(Type type) =>
        JsonSerializerOptions.Web.GetJsonSchemaAsNode(type, AsObjects).Deserialize<JsonElement>();
}
