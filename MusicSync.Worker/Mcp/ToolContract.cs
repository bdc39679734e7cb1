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
        if (tool.ArgumentsType is { } argumentsType)
        {
            differences.AddRange(SentDifferences(tool.Name, Members(argumentsType), input));
        }

        if (tool.ResultType is not { } resultType)
        {
            return differences;
        }

        if (outputSchema is not { } output)
        {
            differences.Add($"{tool.Name} advertises no output schema.");
            return differences;
        }

        differences.AddRange(ReadDifferences(tool.Name, resultType, output, output));
        return differences;
    }

    private static IEnumerable<string> SentDifferences(string tool, IReadOnlyList<Member> sent, JsonElement input)
    {
        var offered = Properties(input);
        return
        [
            .. sent.Where(member => !offered.Contains(member.Name)).Select(member => $"{tool} takes no argument {member.Name}."),
            .. Required(input)
                .Where(name => sent.All(member => member.Name != name))
                .Select(name => $"{tool} needs an argument {name} that the worker does not send."),
        ];
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

/// <summary>
/// At start-up: a tool on a server nobody registered stops the process, since no waiting would help. Then each server is
/// asked until it offers what the worker calls; until then the worker is not ready, so a typo or a drift between the two
/// services shows at deployment and not in the middle of a sync.
/// </summary>
internal sealed class ToolContractCheck(IEnumerable<McpTool> tools, McpServers servers, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(10);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var unknown = tools.Select(tool => tool.Server).Distinct().Where(server => !servers.Contains(server));
        return unknown.FirstOrDefault() is { } name
            ? throw new InvalidOperationException($"No MCP server named '{name}' is registered; add it with AddMcpServer.")
            : base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(servers.All.Select(server => AskUntilAgreedAsync(server.Prober, stoppingToken)));

    private async Task AskUntilAgreedAsync(McpProber prober, CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < MaxPause ? pause * 2 : MaxPause)
        {
            await prober.AskAsync().WaitAsync(stoppingToken);
            if (prober.Differences is { Count: 0 })
            {
                return;
            }

            await Task.Delay(pause, time, stoppingToken);
        }
    }
}
