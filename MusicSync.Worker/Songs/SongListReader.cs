using System.Text.Json;

namespace MusicSync.Worker.Songs;

/// <summary>Reads song lists of all formats.</summary>
public static class SongListReader
{
    /// <summary>Media types that are understood, for messages and content negotiation.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = ["application/json", "text/csv", "text/tab-separated-values", "text/plain"];

    /// <summary>Reads a file.</summary>
    /// <param name="content">The bytes as they were sent; text encodings are recognised.</param>
    /// <param name="mediaType">Media type, with or without parameters; null or a general one leaves the decision to the file's name.</param>
    /// <param name="fileName">Name of the uploaded file, or null.</param>
    /// <returns>Good and bad rows.</returns>
    /// <exception cref="SongListException">The content as a whole is not a list.</exception>
    public static SongList Read(ReadOnlyMemory<byte> content, string? mediaType, string? fileName = null)
    {
        switch (Format(mediaType, fileName))
        {
            case "csv":
                return CsvSongReader.Read(TextDecoding.Decode(content.Span));
            case "text":
                return PlainTextSongReader.Read(TextDecoding.Decode(content.Span));
            case "json":
                return ReadJson(content);
            default:
                throw new SongListException(
                    $"\"{mediaType ?? fileName}\" is not a known kind of song list; send one of {string.Join(", ", MediaTypes)}.");
        }
    }

    /// <summary>Reads a JSON array of songs, element by element.</summary>
    /// <param name="songs">The array.</param>
    /// <returns>Good and bad rows; the line of an element is its number, from 1.</returns>
    /// <exception cref="SongListException">It is not an array.</exception>
    public static SongList Read(JsonElement songs) => JsonSongReader.Read(songs);

    private static SongList ReadJson(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(TextDecoding.Decode(content.Span));

            return JsonSongReader.Read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw new SongListException($"The JSON cannot be read: {problem.Message}");
        }
    }

    private static string? Format(string? mediaType, string? fileName)
    {
        var type = mediaType?.Split(';')[0].Trim().ToLowerInvariant();
        var extension = Path.GetExtension(fileName ?? "").ToLowerInvariant();

        return (type, extension) switch
        {
            ("text/csv" or "application/csv" or "text/tab-separated-values", _) => "csv",
            ("application/json" or "text/json", _) => "json",
            (null or "" or "application/octet-stream" or "application/vnd.ms-excel" or "text/plain", ".csv" or ".tsv") => "csv",
            ("text/plain", _) or (null or "" or "application/octet-stream", ".txt") => "text",
            (null or "" or "application/octet-stream", ".json") => "json",
            _ => null,
        };
    }
}
