namespace MusicSync.Worker.Songs.PlayerFiles;

/// <summary>A value of Apple's property lists: a text (also for numbers and dates), an array, or a dictionary in its order.</summary>
internal abstract record PropertyList(int Line)
{
    /// <summary>The member of a dictionary, or null.</summary>
    public PropertyList? this[string name] => (this as Dict)?.Members.GetValueOrDefault(name);

    /// <summary>The text of a member, or null.</summary>
    public string? TextOf(string name) => this[name] is Plain { Text: var text } && text.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>Reads the value below <c>&lt;plist&gt;</c>; null when there is none.</summary>
    public static PropertyList? Read(BoundedXml xml)
    {
        while (xml.Read())
        {
            if (xml.IsElement)
            {
                return Value(xml);
            }
        }

        return null;
    }

    // As deep as the XML may be.
    private static PropertyList Value(BoundedXml xml)
    {
        var line = xml.Line;

        return xml.Name switch
        {
            "dict" => new Dict(line, ReadMembers(xml)),
            "array" => new Items(line, [.. Elements(xml).Select(_ => Value(xml))]),
            "true" or "false" => new Plain(line, Flag(xml)),
            _ => new Plain(line, xml.Text()),
        };
    }

    private static string Flag(BoundedXml xml)
    {
        var name = xml.Name;
        xml.Text();

        return name;
    }

    // <key>Name</key><string>Lanterns Out</string>
    private static OrderedDictionary<string, PropertyList> ReadMembers(BoundedXml xml)
    {
        var members = new OrderedDictionary<string, PropertyList>(StringComparer.Ordinal);
        string? key = null;
        foreach (var element in Elements(xml))
        {
            if (element == "key")
            {
                key = xml.Text();
                continue;
            }

            var value = Value(xml);
            if (key is not null)
            {
                members.TryAdd(key, value);
            }

            key = null;
        }

        return members;
    }

    // Whoever takes an element reads to its end.
    private static IEnumerable<string> Elements(BoundedXml xml)
    {
        if (xml.IsEmptyElement)
        {
            yield break;
        }

        for (var depth = xml.Depth; xml.ReadWithin(depth);)
        {
            if (xml.IsElement)
            {
                yield return xml.Name;
            }
        }
    }

    /// <summary>A text, number, date or flag.</summary>
    internal sealed record Plain(int Line, string Text) : PropertyList(Line);

    /// <summary>An array.</summary>
    internal sealed record Items(int Line, IReadOnlyList<PropertyList> Values) : PropertyList(Line);

    /// <summary>A dictionary.</summary>
    internal sealed record Dict(int Line, OrderedDictionary<string, PropertyList> Members) : PropertyList(Line);
}
