using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MusicSync.Worker.Matching.Inputs;

/// <summary>Removes what file names, video sites and exports add to titles and artists.</summary>
internal static partial class InputCleaner
{
    /// <summary>Title and artist without decoration.</summary>
    public static (string Title, string Artist) Clean(string title, string artist)
    {
        var name = CleanArtist(artist);
        var text = CleanTitle(title);

        return Nobody().IsMatch(name) ? ArtistInTitle.Split(text, name) : ArtistInTitle.Remove(text, name, FileNames.Has(title));
    }

    private static string CleanArtist(string artist)
    {
        var text = Channel().Replace(Mojibake.Repair(WebUtility.HtmlDecode(artist)), "").Trim();

        return text.Length == 0 ? artist : text;
    }

    private static string CleanTitle(string title)
    {
        var text = FileNames.Name(Mojibake.Repair(WebUtility.HtmlDecode(title)));
        text = TrackNumber().Replace(text, "");
        text = VideoWords().Replace(text, "");
        text = Pictures().Replace(text, "").Trim().Trim('|').Trim();

        return text.Length == 0 ? title : text;
    }

    [GeneratedRegex(@"^(various( artists)?|unknown( artist)?|va|n/a|-|none|<unknown>)$", RegexOptions.IgnoreCase)]
    private static partial Regex Nobody();

    // Arctic Monkeys - Topic, ArcticMonkeysVEVO, Official Arctic Monkeys
    [GeneratedRegex(
        @"\s+[-–—]\s+topic$|\s*vevo$|^official\s+|\s+official(\s+channel)?$|\s*\(official\)$", RegexOptions.IgnoreCase)]
    private static partial Regex Channel();

    // "03. Title", "3) Title", "03 - Title", "[03] Title", "1-03 Title", "A3. Title"; never "99 Problems" or "24.11.94".
    [GeneratedRegex(
        @"^\s*(?:track\s+\d{1,3}\s*[-.:]|[\[(]\d{1,2}[\])]|\d{1,2}-\d\d(?=\s)|[A-D]\d{1,2}\.|\d{1,3}[.)]|0\d|\d{1,3}\s+-)"
        + @"\s+(?:-\s+)?(?=\S)", RegexOptions.IgnoreCase)]
    private static partial Regex TrackNumber();

    [GeneratedRegex(
        @"\s*[\(\[\|""“]\s*(?:the\s+)?(?:official\s+(?:music\s+|lyrics?\s+|hd\s+|4k\s+)*(?:video|audio|clip|"
        + @"visuali[sz]er|lyrics?)?|(?:official\s+)?(?:with\s+)?lyrics?(?:\s+video|\s*/\s*letra)?|letra|official|"
        + @"(?:music|lyric)\s+video|video\s*clip|video\s+ofi[cs]ial|clip\s+officiel|offizielles\s+video|\d{3,4}p|\d{3}\s*kbps|"
        + @"audio(?:\s+only)?|visuali[sz]er|hd|hq|4k|m/?v|full\s+(?:song|hd))(?:\s+(?:hd|hq|"
        + @"4k))?\s*[\)\]""”]?(?=\s*(?:[\(\[\|]|$))|\s+(?:-\s+)?official\s+(?:music\s+|lyrics?\s+|hd\s+)*(?:video|"
        + @"audio)(?:\s+hd)?$", RegexOptions.IgnoreCase)]
    private static partial Regex VideoWords();

    // Notes, hearts and the like; a title of nothing else stays as it is.
    [GeneratedRegex(@"[\u2600-\u27BF\uFE0F]|[\uD83C-\uD83E][\uDC00-\uDFFF]")]
    private static partial Regex Pictures();
}

/// <summary>Titles that are names of audio files: <c>15-bran_van_3000-rose.mp3</c>.</summary>
internal static partial class FileNames
{
    /// <summary>Whether a title is a file's name.</summary>
    public static bool Has(string title) => Extension().IsMatch(title);

    /// <summary>The name without folder and extension, with words and separators as a title has them.</summary>
    public static string Name(string title)
    {
        if (!Has(title))
        {
            return LeadingNumber().Replace(title, "$1 ");
        }

        var name = Extension().Replace(title, "");
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Replace('_', ' ');

        return name.Contains(" - ", StringComparison.Ordinal) || DiscNumber().IsMatch(name) ? name : BareHyphen().Replace(name, " - ");
    }

    [GeneratedRegex(@"\.(mp3|m4a|flac|wav|ogg|opus|aac|wma|aiff?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    // 03_Yesterday
    [GeneratedRegex(@"^(0\d)_(?=\p{L})")]
    private static partial Regex LeadingNumber();

    // 1-03 Yesterday
    [GeneratedRegex(@"^\d{1,2}-\d\d\s")]
    private static partial Regex DiscNumber();

    [GeneratedRegex(@"(?<=\S)-(?=\S)")]
    private static partial Regex BareHyphen();
}

/// <summary>Undoes a UTF-8 text that was read as Western European: <c>BeyoncÃ©</c> becomes <c>Beyoncé</c>.</summary>
internal static class Mojibake
{
    private const int WindowsWestern = 1252;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Western = WesternEncoding();

    /// <summary>The text as it was meant, or unchanged when it is not garbled; some have been garbled twice.</summary>
    public static string Repair(string text) => Once(Once(text));

    private static string Once(string text)
    {
        // The first bytes of letters with two and three bytes.
        if (!text.AsSpan().ContainsAnyInRange('\u00C2', '\u00EF'))
        {
            return text;
        }

        try
        {
            return StrictUtf8.GetString([.. text.Select(Byte)]);
        }
        catch (Exception problem) when (problem is DecoderFallbackException or EncoderFallbackException)
        {
            return text;
        }
    }

    // Programs differ in the codes 80 to 9F: some read them as Latin-1, others as Windows-1252 (â€™ for an apostrophe).
    private static byte Byte(char letter) => letter <= '\u00FF' ? (byte)letter : Western.GetBytes([letter])[0];

    private static Encoding WesternEncoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        return Encoding.GetEncoding(WindowsWestern, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
