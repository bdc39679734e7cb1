using System.Text;
using System.Text.RegularExpressions;
using UtfUnknown;

namespace MusicSync.Worker.Songs;

/// <summary>Turns the bytes of a file into text, whatever program wrote it.</summary>
internal static partial class TextDecoding
{
    private const int Sample = 4096;
    private const float MinConfidence = 0.6f;
    private const int WindowsWestern = 1252;
    private const int Latin1 = 28591;
    private const int MaxDeclaration = 200;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes by byte order mark, else as UTF-8 when it is valid, else by what the bytes look like.</summary>
    /// <exception cref="SongListException">The bytes are no text.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        RefuseKnownBinary(bytes);
        var text = WithMark(bytes) ?? AsUtf8(bytes) ?? AsDeclared(bytes) ?? Guessed(bytes);
        if (text.AsSpan(0, Math.Min(text.Length, Sample)).ContainsAny('\0', '\uFFFE'))
        {
            throw Binary("binary data");
        }

        return text;
    }

    private static string? WithMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32.GetString(bytes[4..]),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
        _ => WideWithoutMark(bytes),
    };

    // Mostly Latin text as UTF-16 has a zero in every other byte.
    private static string? WideWithoutMark(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..(Math.Min(bytes.Length, Sample) & ~1)];
        var even = 0;
        var odd = 0;
        for (var at = 0; at < sample.Length; at += 2)
        {
            even += sample[at] == 0 ? 1 : 0;
            odd += sample[at + 1] == 0 ? 1 : 0;
        }

        var enough = sample.Length * 2 / 5;

        return (odd >= enough && even == 0, even >= enough && odd == 0) switch
        {
            _ when sample.Length < 4 => null,
            (true, _) => Encoding.Unicode.GetString(bytes),
            (_, true) => Encoding.BigEndianUnicode.GetString(bytes),
            _ => null,
        };
    }

    private static string? AsUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // <?xml version="1.0" encoding="ISO-8859-1"?>
    private static string? AsDeclared(ReadOnlySpan<byte> bytes)
    {
        var match = XmlDeclaration().Match(Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, MaxDeclaration)]));
        if (!match.Success || match.Groups["name"].Value.StartsWith("UTF", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // ISO-8859-1 is a part of what Windows writes under its name.
        var name = match.Groups["name"].Value;
        var encoding = Encoding.GetEncodings().FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

        return encoding is null or { CodePage: Latin1 } ? Encoding.GetEncoding(WindowsWestern).GetString(bytes) : encoding.GetEncoding().GetString(bytes);
    }

    // Short Western texts are often taken for something exotic, so a guess has to be a confident one.
    private static string Guessed(ReadOnlySpan<byte> bytes)
    {
        var guess = CharsetDetector.DetectFromBytes(bytes.ToArray()).Detected;
        var encoding = guess is { Confidence: >= MinConfidence, Encoding: { } found } ? found : Encoding.GetEncoding(WindowsWestern);

        return encoding.GetString(bytes);
    }

    private static void RefuseKnownBinary(ReadOnlySpan<byte> bytes)
    {
        var kind = bytes switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] => "an Excel workbook or ZIP archive",
            [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Excel workbook",
            [0x1F, 0x8B, ..] => "a compressed file",
            [0x25, 0x50, 0x44, 0x46, ..] => "a PDF document",
            [0x89, 0x50, 0x4E, 0x47, ..] or [0xFF, 0xD8, 0xFF, ..] => "a picture",
            [0x49, 0x44, 0x33, ..] => "an audio file",
            _ => null,
        };
        if (kind is not null)
        {
            throw Binary(kind);
        }
    }

    private static SongListException Binary(string kind) => new(
        $"The content is {kind}, not text; save the list as CSV (UTF-8) with the columns title and artist and send that.");

    [GeneratedRegex(@"^\s{0,20}<\?xml\s[^>]{0,60}?encoding\s{0,5}=\s{0,5}[""'](?<name>[\w.:-]{1,40})[""']")]
    private static partial Regex XmlDeclaration();
}
