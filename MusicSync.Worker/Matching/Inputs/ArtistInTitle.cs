using System.Text.RegularExpressions;
using MusicSync.Worker.Matching.Artists;
using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Inputs;

/// <summary>Title columns that hold the artist too: <c>Arctic Monkeys - Do I Wanna Know?</c>.</summary>
internal static partial class ArtistInTitle
{
    /// <summary>Takes the artist, who is known from a column of its own, out of the title.</summary>
    public static (string Title, string Artist) Remove(string title, string artist, bool isFileName)
    {
        if (isFileName && Words(title, artist) is { } rest)
        {
            return (rest, artist);
        }

        return Before(title, artist, Dash()) ?? Before(title, artist, Sign()) ?? After(title, artist) ?? (title, artist);
    }

    /// <summary>Takes a title apart when nobody is named beside it.</summary>
    public static (string Title, string Artist) Split(string title, string artist)
    {
        var parts = Dash().Split(title, 2);

        return parts.Length < 2 ? (title, artist) : (parts[1].Trim(), parts[0].Trim());
    }

    private static (string Title, string Artist)? Before(string title, string artist, Regex separator)
    {
        var parts = separator.Split(title, 2);
        if (parts.Length < 2 || parts[1].Trim().Length == 0)
        {
            return null;
        }

        // A channel's name is longer or has no spaces: "ArcticMonkeys" beside "Arctic Monkeys - Do I Wanna Know?".
        return IsArtist(parts[0], artist) ? (parts[1].Trim(), IsSame(parts[0], artist) && artist.Contains(' ') ? artist : parts[0].Trim()) : null;
    }

    // "Do I Wanna Know? - Arctic Monkeys", "Do I Wanna Know? by Arctic Monkeys"
    private static (string Title, string Artist)? After(string title, string artist)
    {
        var at = Credit().Matches(title).LastOrDefault();

        return at is { Index: > 0 } && IsSame(title[(at.Index + at.Length)..], artist) ? (title[..at.Index].Trim(), artist) : null;
    }

    // "queen bohemian rhapsody": in a file's name any sign may stand between the words.
    private static string? Words(string title, string artist)
    {
        string[] words = [.. title.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)];
        var name = Phrase.Of(artist).Compact;
        var length = Enumerable.Range(1, Math.Max(0, words.Length - 1))
            .LastOrDefault(count => Phrase.Of(string.Join(' ', words.Take(count))).Compact == name);

        return length > 0 ? string.Join(' ', words.Skip(length)) : null;
    }

    private static bool IsArtist(string part, string artist)
    {
        var written = Phrase.Of(part);

        return NameComparer.Compare(written, Phrase.Of(artist)) >= NameGrade.Shortened
            || IsSame(part, ArtistParser.Lead(artist)) || IsSame(part, ChannelSuffix().Replace(artist, ""));
    }

    private static bool IsSame(string part, string artist) =>
        NameComparer.Compare(Phrase.Of(part), Phrase.Of(artist)) == NameGrade.Same;

    [GeneratedRegex(@"\s+[-–—]\s+")]
    private static partial Regex Dash();

    [GeneratedRegex(@"\s*[|:]\s+")]
    private static partial Regex Sign();

    [GeneratedRegex(@"\s+(?:[-–—|]|by)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Credit();

    // EminemMusic
    [GeneratedRegex(@"\s*(music|tv|band|channel)$", RegexOptions.IgnoreCase)]
    private static partial Regex ChannelSuffix();
}
