using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicSync.Worker.Mcp;

/// <summary>How arguments are written and results read: camelCase, nulls left out, unknown members ignored.</summary>
internal static class McpJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };
}
