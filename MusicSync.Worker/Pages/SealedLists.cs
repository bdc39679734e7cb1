using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using MusicSync.Worker.Api;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Pages;

/// <summary>
/// A list that was read and not started yet travels in the page's form, so that any replica can start it and nobody keeps it.
/// Sealed: what comes back is exactly what the reader let through.
/// </summary>
internal sealed class SealedLists(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("MusicSync.Worker.ReadList.v1");

    public string Seal(ReadList list)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(gzip, list);
        }

        return WebEncoders.Base64UrlEncode(_protector.Protect(compressed.ToArray()));
    }

    /// <exception cref="ProblemException">It is not one that a page of ours gave.</exception>
    public ReadList Open(string text)
    {
        try
        {
            using var compressed = new MemoryStream(_protector.Unprotect(WebEncoders.Base64UrlDecode(text)));
            using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
            return JsonSerializer.Deserialize<ReadList>(gzip) ?? throw TooOld();
        }
        catch (Exception forged) when (forged is FormatException or CryptographicException or JsonException or InvalidDataException)
        {
            throw TooOld();
        }
    }

    private static ProblemException TooOld() => new(
        StatusCodes.Status400BadRequest, "This page is too old", "Choose the list again; what the page kept of it cannot be read any more.");
}

/// <summary>A list as it was read.</summary>
/// <param name="Name">Name of the file without its ending, or of the album; null for a text.</param>
/// <param name="List">The rows.</param>
/// <param name="Link">The link that they were read from; or null.</param>
internal sealed record ReadList(string? Name, SongList List, SpotifyListLink? Link = null);

/// <summary>Reads what people drop or paste.</summary>
internal static class ListForm
{
    public const string Text = "text";
    public const string Sealed = "list";

    /// <summary>What the form holds; null when it holds no list.</summary>
    /// <exception cref="SongListException">It is no list.</exception>
    public static async Task<ReadList?> ReadAsync(IFormCollection form, SealedLists lists, CancellationToken cancellationToken)
    {
        if (form.Files.Any(file => file.Length > 0))
        {
            var read = await SyncBodyReader.ReadFilesAsync(form, cancellationToken);
            return new ReadList(Path.GetFileNameWithoutExtension(form.Files[0].FileName), SongList.Concatenate(read));
        }

        var kept = form[Sealed].ToString() is { Length: > 0 } text ? text : null;
        if (form[Text].ToString() is not { } pasted || pasted.Trim().Length == 0)
        {
            return kept is null ? null : lists.Open(kept);
        }

        var list = Pasted(pasted);
        // What was shown is what is started, also where the text still stands beside it.
        return kept is not null && SpotifyListLink.Alone(list) is { } link && lists.Open(kept) is var shown && shown.Link == link
            ? shown
            : new ReadList(Name: null, list);
    }

    /// <summary>A text is taken for what it looks like; where it looks like nothing else, it is one song a line. Pure.</summary>
    internal static SongList Pasted(string text) => SongListReader.Read(text);
}
