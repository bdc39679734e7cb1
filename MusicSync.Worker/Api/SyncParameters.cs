using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace MusicSync.Worker.Api;

/// <summary>The options of a request, whether they came as JSON members, query string or form fields.</summary>
internal sealed class SyncParameters
{
    private readonly Dictionary<string, Parameter> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An option's value, or null when it is absent.</summary>
    /// <exception cref="ProblemException">It is no single value.</exception>
    public string? this[string name] => _values.GetValueOrDefault(name) switch
    {
        null => null,
        { IsSingle: true, Text: var text } => text,
        { Text: null } => throw ProblemException.Unprocessable($"{name} is not valid text; it has half of a surrogate pair."),
        _ => throw ProblemException.Unprocessable($"{name} must be one value, given once."),
    };

    public static SyncParameters From(IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        var parameters = new SyncParameters();
        foreach (var (name, value) in values)
        {
            parameters._values[name] = new Parameter(value.ToString(), IsSingle: value.Count <= 1);
        }

        return parameters;
    }

    public static SyncParameters From(JsonElement body)
    {
        var parameters = new SyncParameters();
        foreach (var member in body.EnumerateObject().Where(member => !member.NameEquals(SyncBodyReader.SongsMember)))
        {
            if (Read(member.Value) is { } parameter && NameOf(member) is { } name)
            {
                parameters._values[name] = parameter;
            }
        }

        return parameters;
    }

    /// <summary>What was sent for an option, be it one value or something else; for messages. Null when it is absent or unreadable.</summary>
    public string? AsSent(string name) => _values.GetValueOrDefault(name)?.Text;

    private static Parameter? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value.GetString) is { } text ? new(text, IsSingle: true) : new(Text: null, IsSingle: false),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => new(value.GetRawText(), IsSingle: true),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => new(value.GetRawText(), IsSingle: false),
    };

    // An unreadable name is none of ours.
    private static string? NameOf(JsonProperty member) => TextOf(() => member.Name);

    // "\ud800": valid JSON, but no text.
    private static string? TextOf(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Parameter(string? Text, bool IsSingle);
}
