namespace MusicSync.LocalStack.Commands;

/// <summary>A song list as the worker takes it: its bytes and their type.</summary>
internal sealed record SongListFile(byte[] Content, string ContentType)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = "text/csv",
        [".json"] = "application/json",
        [".txt"] = "text/plain",
        [".jspf"] = "application/jspf+json",
        [".jsonl"] = "application/x-ndjson",
        [".m3u"] = "audio/x-mpegurl",
        [".m3u8"] = "audio/x-mpegurl",
        [".pls"] = "audio/x-scpls",
        [".tsv"] = "text/tab-separated-values",
        [".xml"] = "application/xml",
        [".xspf"] = "application/xspf+xml",
        [".zip"] = "application/zip",
    };

    /// <exception cref="BadInputException">It cannot be read, or its kind is not known.</exception>
    public static SongListFile Open(string file)
    {
        var type = TypeOf(file);
        try
        {
            return new SongListFile(File.ReadAllBytes(file), type);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{file}' cannot be read: {failure.Message}");
        }
    }

    /// <exception cref="BadInputException">Its kind is not known.</exception>
    public static string TypeOf(string fileName) => Types.TryGetValue(Path.GetExtension(fileName), out var type)
        ? type
        : throw new BadInputException(
            $"'{fileName}' is no song list: its name must end in {string.Join(", ", Types.Keys)}.");
}

/// <summary>The user's input cannot be used.</summary>
internal sealed class BadInputException(string message) : Exception(message);
