using System.Reflection;
using System.Text.Json;

namespace MusicSync.Worker.Mcp;

/// <summary>Compares what the worker sends and reads with the schemas a server advertises. Pure.</summary>
internal static class ToolContract
{
    /// <summary>Differences that would fail a call at run time, each a sentence; empty when both sides agree.</summary>
    public static IReadOnlyList<string> Differences(McpTool tool, JsonElement? inputSchema, JsonElement? outputSchema)
    {
        if (inputSchema is not { } input)
        {
            return [$"{tool.Server} offers no tool named {tool.Name}."];
        }

        var differences = new List<string>();
        var offered = Properties(input);
        var sent = Members(tool.ArgumentsType);
        differences.AddRange(sent
            .Where(member => !offered.Contains(member.Name))
            .Select(member => $"{tool.Name} takes no argument {member.Name}."));
        differences.AddRange(Required(input)
            .Where(name => sent.All(member => member.Name != name))
            .Select(name => $"{tool.Name} needs an argument {name} that the worker does not send."));

        if (outputSchema is not { } output)
        {
            differences.Add($"{tool.Name} advertises no output schema.");
            return differences;
        }

        differences.AddRange(ReadDifferences(tool.Name, tool.ResultType, output, output));
        return differences;
    }

    private static IEnumerable<string> ReadDifferences(string path, Type type, JsonElement schema, JsonElement root)
    {
        var offered = Properties(schema);
        foreach (var member in Members(type))
        {
            var where = $"{path}.{member.Name}";
            if (!offered.Contains(member.Name))
            {
                yield return $"{where} is not in the answer's schema.";
            }
            else if (Nested(member.Type, type) is { } nested)
            {
                var item = Resolve(schema.GetProperty("properties").GetProperty(member.Name), root);
                foreach (var difference in ReadDifferences(where, nested, Items(item, root), root))
                {
                    yield return difference;
                }
            }
        }
    }

    private static HashSet<string> Properties(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateObject().Select(property => property.Name)]
            : [];

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!)
            : [];

    private static IReadOnlyList<Member> Members(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != "EqualityContract")
            .Select(property => new Member(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.PropertyType))];

    /// <summary>The record type inside a member, also inside a list of them; null for plain values.</summary>
    private static Type? Nested(Type type, Type holder)
    {
        var element = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : type;
        return element.Namespace == holder.Namespace ? element : null;
    }

    private static JsonElement Items(JsonElement schema, JsonElement root) =>
        schema.TryGetProperty("items", out var items) ? Resolve(items, root) : schema;

    // A schema generator writes a type it has met before as a pointer: {"$ref": "#/properties/tracks/items"}.
    private static JsonElement Resolve(JsonElement schema, JsonElement root)
    {
        if (!schema.TryGetProperty("$ref", out var reference))
        {
            return schema;
        }

        return reference.GetString()!.Split('/').Skip(1)
            .Aggregate(root, (element, segment) => element.GetProperty(segment));
    }

    private sealed record Member(string Name, Type Type);
}
