using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace MusicSync.Worker.Api;

/// <summary>The options of a request, whether they came as JSON members, query string or form fields.</summary>
internal sealed class SyncParameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static SyncParameters From(IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        var parameters = new SyncParameters();
        foreach (var (name, value) in values)
        {
            parameters._values[name] = value.ToString();
        }

        return parameters;
    }

    public static SyncParameters From(JsonElement body)
    {
        var parameters = new SyncParameters();
        foreach (var member in body.EnumerateObject())
        {
            if (Text(member.Value) is { } value)
            {
                parameters._values[member.Name] = value;
            }
        }

        return parameters;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
