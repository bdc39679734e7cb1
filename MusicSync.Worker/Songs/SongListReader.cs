using System.Text.Json;
using MusicSync.Worker.Songs.Archives;
using MusicSync.Worker.Songs.Exports;
using MusicSync.Worker.Songs.PlayerFiles;
using MusicSync.Worker.Songs.TrackLists;

namespace MusicSync.Worker.Songs;

/// <summary>Reads song lists of all formats.</summary>
public static class SongListReader
{
    /// <summary>Media types that are understood, for messages and content negotiation.</summary>
    public static IReadOnlyList<string> MediaTypes => SongFormats.MediaTypes;

    /// <summary>Reads a file.</summary>
    /// <param name="content">The bytes as they were sent; text encodings are recognised.</param>
    /// <param name="mediaType">Media type, with or without parameters; null or a general one leaves the decision to the file's name.</param>
    /// <param name="fileName">Name of the uploaded file, or null.</param>
    /// <returns>Good and bad rows.</returns>
    /// <exception cref="SongListException">The content as a whole is not a list.</exception>
    public static SongList Read(ReadOnlyMemory<byte> content, string? mediaType, string? fileName = null)
    {
        var declared = SongFormats.Declared(mediaType, fileName) ?? throw new SongListException(
            $"\"{mediaType ?? fileName}\" is not a known kind of song list; send one of {string.Join(", ", MediaTypes)}.");

        if (declared is SongFormat.Zip)
        {
            return ZipSongReader.Read(content);
        }

        var text = TextDecoding.Decode(content.Span);

        return Read(text, declared switch
        {
            SongFormat.Text => SongFormats.Of(text),
            SongFormat.Json when JsonLinesSongReader.Looks(text) => SongFormat.JsonLines,
            SongFormat.M3u or SongFormat.Pls or SongFormat.Xml => SongFormats.Signed(text) ?? declared,
            _ => declared,
        });
    }

    /// <summary>Reads a text that somebody pasted, as whatever it is.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Good and bad rows.</returns>
    /// <exception cref="SongListException">The text as a whole is not a list.</exception>
    public static SongList Read(string text) => Read(text, SongFormats.Of(text));

    /// <summary>Reads a JSON array of songs, element by element, or the list in another program's JSON.</summary>
    /// <param name="songs">The array, or an object with <see cref="IsExport"/>.</param>
    /// <returns>Good and bad rows; the line of an element is its number, from 1.</returns>
    /// <exception cref="SongListException">It is neither.</exception>
    public static SongList Read(JsonElement songs) => JsonSongReader.Read(songs);

    /// <summary>Whether a JSON object is another program's list: JSPF, ListenBrainz, Last.fm.</summary>
    /// <param name="content">The object.</param>
    /// <returns>False for one of ours.</returns>
    public static bool IsExport(JsonElement content) => content.ValueKind == JsonValueKind.Object && JsonExports.Find(content) is not null;

    private static SongList Read(string text, SongFormat format) => format switch
    {
        SongFormat.Csv => CsvSongReader.Read(text),
        SongFormat.Json => ReadJson(text),
        SongFormat.JsonLines => JsonLinesSongReader.Read(text),
        SongFormat.M3u => M3uReader.Read(text),
        SongFormat.Pls => PlsReader.Read(text),
        SongFormat.Xml => XmlSongReader.Read(text),
        SongFormat.TrackList => TrackListReader.Read(text),
        _ => PlainTextSongReader.Read(text),
    };

    private static SongList ReadJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);

            return JsonSongReader.Read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw new SongListException($"The JSON cannot be read: {problem.Message}");
        }
    }
}
