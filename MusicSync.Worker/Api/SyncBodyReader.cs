using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Api;

/// <summary>Reads a request's body by its content type.</summary>
internal static class SyncBodyReader
{
    /// <summary>Largest body that is read to its end, in bytes; a longer one loses its connection.</summary>
    public const int MaxDrainedBytes = 64 * 1024 * 1024;

    /// <summary>The member of a JSON body that holds the list; every other one is an option.</summary>
    public const string SongsMember = "songs";

    private const int MaxBytes = 10 * 1024 * 1024;
    private const string TooLong = "The body is larger than 10 MB; send the list in parts.";

    public static async Task<SyncDraft> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            return await ReadDraftAsync(request, cancellationToken);
        }

        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value : null;
        if (!SongFormats.IsMediaType(type))
        {
            throw new ProblemException(
                StatusCodes.Status415UnsupportedMediaType,
                "Unknown content type",
                $"The content type is '{type ?? "missing"}'; send {string.Join(", ", SongListReader.MediaTypes)}, "
                + "or multipart/form-data with one or more files in 'file'.");
        }

        var content = await ReadBytesAsync(request.Body, cancellationToken);
        var query = SyncParameters.From(request.Query);
        return string.Equals(type, MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            ? ReadJson(content, query)
            : new SyncDraft(query, SongListReader.Read(content, type));
    }

    private static SyncDraft ReadJson(byte[] content, SyncParameters query)
    {
        using var body = Parse(content);
        return body.RootElement switch
        {
            var songs when songs.ValueKind == JsonValueKind.Array || SongListReader.IsExport(songs) => new SyncDraft(query, SongListReader.Read(songs)),
            { ValueKind: JsonValueKind.Object } form => new SyncDraft(SyncParameters.From(form), ReadSongs(form)),
            _ => throw ProblemException.Unprocessable("The JSON must be an object with songs, one song, or an array of songs."),
        };
    }

    // Only here is JSON that cannot be read the caller's.
    private static JsonDocument Parse(byte[] content)
    {
        try
        {
            return JsonDocument.Parse(content);
        }
        catch (JsonException invalid)
        {
            throw new ProblemException(
                StatusCodes.Status400BadRequest, "The body is not JSON", $"{invalid.Message} Check the body with a JSON validator.");
        }
    }

    // {"playlist": …, "songs": […]}, or one song in short form: {"playlist": …, "title": …, "artist": …}
    private static SongList ReadSongs(JsonElement form)
    {
        if (!form.TryGetProperty(SongsMember, out var songs))
        {
            using var single = JsonDocument.Parse($"[{form.GetRawText()}]");
            return SongListReader.Read(single.RootElement);
        }

        return songs.ValueKind == JsonValueKind.Array
            ? SongListReader.Read(songs)
            : throw ProblemException.Unprocessable("songs must be an array of songs.");
    }

    /// <summary>Reads a form, and bounds what it may hold.</summary>
    /// <exception cref="ProblemException">It is no form, or one that is too large.</exception>
    public static async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(
                new FormOptions { MultipartBodyLengthLimit = MaxDrainedBytes, ValueLengthLimit = MaxBytes }, cancellationToken);
        }
        catch (InvalidDataException invalid)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "The form cannot be read", invalid.Message);
        }

        return form.Files.Sum(file => file.Length) > MaxBytes ? throw ProblemException.TooLarge(TooLong) : form;
    }

    /// <summary>Reads the lists of a form.</summary>
    public static async Task<IReadOnlyList<SongList>> ReadFilesAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        var lists = new List<SongList>();
        foreach (var file in form.Files.GetFiles("file"))
        {
            await using var stream = file.OpenReadStream();
            lists.Add(SongListReader.Read(await ReadBytesAsync(stream, cancellationToken), file.ContentType, file.FileName));
        }

        return lists;
    }

    private static async Task<SyncDraft> ReadDraftAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await ReadFormAsync(request, cancellationToken);
        var lists = await ReadFilesAsync(form, cancellationToken);
        return lists.Count == 0
            ? throw ProblemException.Unprocessable("The form has no file; attach one or more lists as 'file'.")
            : new SyncDraft(SyncParameters.From(form), SongList.Concatenate(lists));
    }

    /// <summary>Reads all of it, also what is too much: a caller still sending would not hear the answer.</summary>
    private static async Task<byte[]> ReadBytesAsync(Stream body, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var total = 0L;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; total += read)
        {
            if (total + read <= MaxBytes)
            {
                kept.Write(buffer, 0, read);
            }
        }

        return total <= MaxBytes ? kept.ToArray() : throw ProblemException.TooLarge(TooLong);
    }
}
