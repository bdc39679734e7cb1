using System.Net;
using System.Text.RegularExpressions;
using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Inputs;

/// <summary>Removes what file names, video sites and exports add to titles and artists.</summary>
internal static partial class InputCleaner
{
    /// <summary>Title and artist without decoration.</summary>
    public static (string Title, string Artist) Clean(string title, string artist)
    {
        var name = CleanArtist(artist);
        var text = CleanTitle(title);

        return Nobody().IsMatch(name) ? FromTitle(text, name) : WithoutArtist(text, name);
    }

    private static string CleanArtist(string artist)
    {
        var text = Channel().Replace(Mojibake.Repair(WebUtility.HtmlDecode(artist)), "").Trim();

        return text.Length == 0 ? artist : text;
    }

    private static string CleanTitle(string title)
    {
        var text = Mojibake.Repair(WebUtility.HtmlDecode(title));
        if (FileName().IsMatch(text))
        {
            text = FileName().Replace(text, "").Replace('_', ' ');
            text = BareHyphen().Replace(text, " - ");
        }

        text = TrackNumber().Replace(text, "");
        text = VideoWords().Replace(text, "").Trim().Trim('|').Trim();

        return text.Length == 0 ? title : text;
    }

    // "Artist - Title" or "Title - Artist" in the title column, with the artist known from its own column.
    private static (string Title, string Artist) WithoutArtist(string title, string artist)
    {
        var parts = Dash().Split(title, 2);
        if (parts.Length < 2)
        {
            return (title, artist);
        }

        if (IsArtist(parts[0], artist))
        {
            return (parts[1].Trim(), Fuller(artist, parts[0]));
        }

        return IsArtist(parts[1], artist) ? (parts[0].Trim(), Fuller(artist, parts[1])) : (title, artist);
    }

    // A channel's name has no spaces: "ArcticMonkeys" beside "Arctic Monkeys - Do I Wanna Know?".
    private static string Fuller(string artist, string written) =>
        artist.Contains(' ', StringComparison.Ordinal) ? artist : written.Trim();

    private static bool IsArtist(string part, string artist) =>
        NameComparer.Compare(Phrase.Of(part), Phrase.Of(artist)) >= NameGrade.Near
            || NameComparer.Compare(Phrase.Of(part), Phrase.Of(ArtistParser.Lead(artist))) == NameGrade.Same;

    private static (string Title, string Artist) FromTitle(string title, string artist)
    {
        var parts = Dash().Split(title, 2);

        return parts.Length < 2 ? (title, artist) : (parts[1].Trim(), parts[0].Trim());
    }

    [GeneratedRegex(@"^(various( artists)?|unknown( artist)?|va|n/a|-|none|<unknown>)$", RegexOptions.IgnoreCase)]
    private static partial Regex Nobody();

    // Arctic Monkeys - Topic, ArcticMonkeysVEVO, Official Arctic Monkeys
    [GeneratedRegex(@"\s+-\s+topic$|\s*vevo$|^official\s+|\s+official$|\s*\(official\)$", RegexOptions.IgnoreCase)]
    private static partial Regex Channel();

    // 15-bran_van_3000-rose.mp3
    [GeneratedRegex(@"\.(mp3|m4a|flac|wav|ogg|opus|aac|wma|aiff?)$", RegexOptions.IgnoreCase)]
    private static partial Regex FileName();

    [GeneratedRegex(@"(?<=\S)-(?=\S)")]
    private static partial Regex BareHyphen();

    // "03. Title", "3) Title", "03 - Title"; never "99 Problems" or "24.11.94".
    [GeneratedRegex(@"^\s*(?:\d{1,3}[.)]|0\d|\d{1,3}\s+-)\s+(?:-\s+)?(?=\S)")]
    private static partial Regex TrackNumber();

    [GeneratedRegex(
        @"\s*[\(\[\|]\s*(?:the\s+)?(?:official\s+(?:music\s+|lyrics?\s+|hd\s+|4k\s+)*(?:video|audio|clip|"
        + @"visuali[sz]er|lyrics?)?|(?:official\s+)?lyrics?(?:\s+video)?|(?:music|lyric)\s+video|video\s*clip|"
        + @"audio(?:\s+only)?|visuali[sz]er|hd|hq|4k|m/?v|full\s+(?:song|hd))(?:\s+(?:hd|hq|"
        + @"4k))?\s*[\)\]]?(?=\s*(?:[\(\[\|]|$))|\s+(?:-\s+)?official\s+(?:music\s+|lyrics?\s+|hd\s+)*(?:video|"
        + @"audio)(?:\s+hd)?$", RegexOptions.IgnoreCase)]
    private static partial Regex VideoWords();

    [GeneratedRegex(@"\s+[-–—]\s+")]
    private static partial Regex Dash();
}
