using System.Text.Json;

namespace MusicSync.Worker.Songs.Exports;

/// <summary>Reads one JSON object a line, as ListenBrainz exports listens.</summary>
internal static class JsonLinesSongReader
{
    public static SongList Read(string text)
    {
        var list = new SongListBuilder();
        foreach (var line in TextLines.Of(text))
        {
            Add(list, line);
        }

        return list.ToList();
    }

    /// <summary>Whether the first two lines are an object each: one document goes over several lines, or is one.</summary>
    public static bool Looks(string text) =>
        TextLines.Of(text).Take(2).ToArray() is [{ Text: ['{', .., '}'] }, { Text: ['{', .., '}'] }];

    private static void Add(SongListBuilder list, TextLine line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.Text);
            JsonSongReader.Add(list, new ExportedElement(document.RootElement, IsJspf: false), line.Number);
        }
        catch (JsonException)
        {
            list.Reject(line.Number, line.Text, "the line is no JSON object; export the list again, or remove the line");
        }
    }
}
