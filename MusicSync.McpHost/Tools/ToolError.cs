using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ModelContextProtocol.Protocol;
using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.Tools;

/// <summary>The machine-readable half of a failed result.</summary>
internal sealed record ToolError(
    FailureKind Kind, int? RetryAfterSeconds, int? HttpStatus, string? RequiredScope, bool OutcomeUnknown)
{
    /// <summary>
    /// A failed result. It has no structured content: clients that check it against the tool's output schema would
    /// throw and lose the error.
    /// </summary>
    public static CallToolResult Result(SpotifyFailure failure) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = failure.Text }],
        Meta = new JsonObject { [MusicSyncMeta.Error] = Of(failure).ToJson() },
    };

    private static ToolError Of(SpotifyFailure failure) => new(
        failure.Kind,
        failure.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null,
        failure.HttpStatus,
        failure.RequiredScope,
        failure.OutcomeUnknown);

    private JsonNode? ToJson() => JsonSerializer.SerializeToNode(this, ToolErrorJson.Default.ToolError);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SnakeCaseConverter<FailureKind>)])]
[JsonSerializable(typeof(ToolError))]
internal sealed partial class ToolErrorJson : JsonSerializerContext;
