using System.Text.Json;

namespace MusicSync.Worker.Songs.Exports;

/// <summary>Finds the songs in the JSON of other programs: JSPF, ListenBrainz, Last.fm.</summary>
internal static class JsonExports
{
    // {"recenttracks": {"track": […]}}, as Last.fm's API answers and its exporters save.
    private static readonly string[] LastFmLists = ["recenttracks", "lovedtracks", "toptracks", "weeklytrackchart"];

    /// <summary>The elements of a list, or null where an object holds none.</summary>
    public static IEnumerable<ExportedElement>? Find(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray().SelectMany(Element),
        JsonValueKind.Object => OfObject(root),
        _ => null,
    };

    private static IEnumerable<ExportedElement>? OfObject(JsonElement root)
    {
        // {"playlist": {"title": …, "track": […]}}; in a request of ours "playlist" is a text.
        if (Member(root, "playlist") is { } playlist && Member(playlist, "track") is { ValueKind: JsonValueKind.Array } tracks)
        {
            return tracks.EnumerateArray().Select(track => new ExportedElement(track, IsJspf: true));
        }

        if (LastFmLists.Select(name => Member(root, name)).FirstOrDefault(found => found is not null) is { } list
            && Member(list, "track") is { } scrobbles)
        {
            return Elements(scrobbles);
        }

        // {"payload": {"listens": […]}} as asked for, {"payload": […]} as submitted.
        if (Member(root, "payload") is { } payload)
        {
            return payload.ValueKind == JsonValueKind.Array ? Elements(payload) : Member(payload, "listens") is { } listens ? Elements(listens) : null;
        }

        return Member(root, "listens") is { ValueKind: JsonValueKind.Array } all ? Elements(all)
            : Member(root, "track_metadata") is not null ? [new ExportedElement(root, IsJspf: false)]
            : null;
    }

    // Exporters save the pages of an answer as they came: [[…], […]] or [{"recenttracks": …}, …].
    private static IEnumerable<ExportedElement> Element(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => Elements(element),
        JsonValueKind.Object when OfObject(element) is { } page => page,
        _ => [new ExportedElement(element, IsJspf: false)],
    };

    // One song alone is an object where several are an array.
    private static IEnumerable<ExportedElement> Elements(JsonElement songs) => songs.ValueKind == JsonValueKind.Array
        ? songs.EnumerateArray().Select(song => new ExportedElement(song, IsJspf: false))
        : [new ExportedElement(songs, IsJspf: false)];

    /// <summary>A member that is there and not null.</summary>
    internal static JsonElement? Member(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A name such as "\ud83c" is valid JSON, but no text, and so none that is asked for; what is missing rejects the row.
            return null;
        }
    }
}

/// <summary>One element of a list, and whether the list is a JSPF, whose elements look like ours.</summary>
internal readonly record struct ExportedElement(JsonElement Value, bool IsJspf);
