using System.Text.Json;

namespace MusicSync.Worker.Agents;

/// <summary>
/// Compares a call's arguments with the tool's schema, as far as a schema says it in plain words: types, what is required,
/// which members there are, what may be chosen. What else a tool wants it says itself. Pure.
/// </summary>
internal static class ArgumentSchema
{
    private const int MaxDepth = 16;

    /// <summary>The first thing that does not fit, as a sentence for the model; null when all fits.</summary>
    public static string? Problem(JsonElement schema, JsonElement arguments) => Problem(schema, arguments, "arguments", MaxDepth);

    private static string? Problem(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (depth == 0)
        {
            return $"{path} is nested too deeply.";
        }

        return TypeProblem(schema, value, path) ?? ChoiceProblem(schema, value, path) ?? value.ValueKind switch
        {
            JsonValueKind.Object => MissingProblem(schema, value, path) ?? MemberProblem(schema, value, path, depth),
            JsonValueKind.Array => ItemProblem(schema, value, path, depth),
            _ => null,
        };
    }

    // {"type": "string"} or {"type": ["string", "null"]}
    private static string? TypeProblem(JsonElement schema, JsonElement value, string path)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        string[] wanted = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(Word)] : [Word(type)];
        return wanted.Any(name => Is(value, name)) ? null : $"{path} must be {string.Join(" or ", wanted)}.";
    }

    private static string Word(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : "";

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static string? ChoiceProblem(JsonElement schema, JsonElement value, string path) =>
        !schema.TryGetProperty("enum", out var choices) || choices.ValueKind != JsonValueKind.Array
            || choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value))
            ? null
            : $"{path} must be one of {choices.GetRawText()}.";

    private static string? MissingProblem(JsonElement schema, JsonElement value, string path) =>
        schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
            && required.EnumerateArray().Select(Word).FirstOrDefault(name => !value.TryGetProperty(name, out _)) is { } missing
            ? $"{path}.{missing} is missing."
            : null;

    private static string? MemberProblem(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (!schema.TryGetProperty("properties", out var known) || known.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var isOpen = schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind != JsonValueKind.False;
        foreach (var member in value.EnumerateObject())
        {
            if (known.TryGetProperty(member.Name, out var of))
            {
                if (Problem(of, member.Value, $"{path}.{member.Name}", depth - 1) is { } problem)
                {
                    return problem;
                }
            }
            else if (!isOpen)
            {
                return $"{path}.{member.Name} is unknown; there are {string.Join(", ", known.EnumerateObject().Select(property => property.Name))}.";
            }
        }

        return null;
    }

    private static string? ItemProblem(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (!schema.TryGetProperty("items", out var of))
        {
            return null;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (Problem(of, item, $"{path}[{index++}]", depth - 1) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }
}
