using System.Text.Json.Nodes;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>
/// The <c>fields</c> parameter: <c>items(added_at,item(id,external_ids.isrc)),next,total</c>.
/// A name without children keeps everything below it.
/// </summary>
internal sealed class FieldsFilter
{
    private readonly Dictionary<string, FieldsFilter> _children = [];

    public static FieldsFilter Parse(string text)
    {
        var root = new FieldsFilter();
        var position = 0;
        root.ReadList(text, ref position);

        return root;
    }

    public JsonNode? Cut(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(Cut)]),
        JsonObject parent when _children.Count > 0 => CutObject(parent),
        _ => node?.DeepClone(),
    };

    private JsonObject CutObject(JsonObject parent)
    {
        var cut = new JsonObject();
        foreach (var (name, filter) in _children)
        {
            // With a filter the deprecated twin is no longer filled: items(track(...)) gives empty entries.
            if (name != "track" && parent.TryGetPropertyValue(name, out var value))
            {
                cut[name] = filter.Cut(value);
            }
        }

        return cut;
    }

    private void ReadList(string text, ref int position)
    {
        while (position < text.Length && text[position] != ')')
        {
            ReadField(text, ref position);
            if (position < text.Length && text[position] == ',')
            {
                position++;
            }
        }
    }

    private void ReadField(string text, ref int position)
    {
        var end = text.AsSpan(position).IndexOfAny(",().");
        end = end < 0 ? text.Length : position + end;
        var child = Child(text[position..end].Trim());
        position = end;
        if (position >= text.Length || text[position] is ',' or ')')
        {
            return;
        }

        var dot = text[position++] == '.';
        if (dot)
        {
            child.ReadField(text, ref position);
        }
        else
        {
            child.ReadList(text, ref position);
            position++;
        }
    }

    private FieldsFilter Child(string name) =>
        _children.TryGetValue(name, out var child) ? child : _children[name] = new FieldsFilter();
}
