using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.Tools;

/// <summary>
/// Checks arguments against the tool's own input schema before they are bound. The SDK checks nothing and answers a
/// missing or mistyped argument with a sentence that names neither the argument nor the reason.
/// </summary>
internal static class ArgumentCheck
{
    public static void Check(RequestContext<CallToolRequestParams> context)
    {
        if (context.MatchedPrimitive is not McpServerTool tool)
        {
            return;
        }

        var schema = tool.ProtocolTool.InputSchema;
        var arguments = context.Params?.Arguments ?? new Dictionary<string, JsonElement>();
        foreach (var name in Required(schema))
        {
            if (!arguments.TryGetValue(name, out var value) || value.ValueKind is JsonValueKind.Null)
            {
                throw new InvalidArgumentException(name, "is missing.");
            }
        }

        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            if (arguments.TryGetValue(property.Name, out var value) && !LeftOut(arguments, property.Name, value))
            {
                CheckType(property.Name, value, property.Value);
            }
        }
    }

    // Many clients send null for what they leave out; the SDK would bind it to a value that cannot be null and fail.
    private static bool LeftOut(IDictionary<string, JsonElement> arguments, string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Null && arguments.Remove(name);

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    private static void CheckType(string name, JsonElement value, JsonElement schema)
    {
        var types = TypesOf(schema);
        if (!types.Any(type => Fits(value, type)))
        {
            throw new InvalidArgumentException(name, $"must be of type {string.Join(" or ", types)}.");
        }

        if (value.ValueKind is JsonValueKind.Array && schema.TryGetProperty("items", out var element))
        {
            for (var index = 0; index < value.GetArrayLength(); index++)
            {
                CheckType($"{name}[{index}]", value[index], element);
            }
        }
    }

    // "type": "integer" or "type": ["string", "null"]
    private static string[] TypesOf(JsonElement schema)
    {
        var type = schema.GetProperty("type");
        return type.ValueKind is JsonValueKind.Array
            ? [.. type.EnumerateArray().Select(name => name.GetString()!)]
            : [type.GetString()!];
    }

    private static bool Fits(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind is JsonValueKind.String,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind is JsonValueKind.Array,
        "null" => false,
        _ => throw new InvalidOperationException($"No tool takes an argument of type {type}."),
    };
}
