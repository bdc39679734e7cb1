using System.Text.RegularExpressions;

namespace MusicSync.Worker.Songs.PlayerFiles;

/// <summary>What a player shows of an entry, taken apart.</summary>
internal static partial class DisplayName
{
    private const string Missing =
        "no artist and title found; name them as \"Artist - Title\" (M3U: #EXTINF:215,Artist - Title in front of the file), "
        + "or give the link of a Spotify track";

    private const int MaxEnding = 5;

    /// <summary>Artist and title of what is shown. An artist that is given apart may be of the whole album: one that stands there goes first.</summary>
    public static (string? Artist, string? Title) Parse(string? shown, string? artist)
    {
        if (shown?.Trim() is not { Length: > 0 } text)
        {
            return (artist, null);
        }

        // "Salt - N - Pepa - Push It" with the artist "Salt - N - Pepa".
        if (artist is { Length: > 0 } && text.StartsWith($"{artist} - ", StringComparison.OrdinalIgnoreCase))
        {
            return (artist, text[(artist.Length + 3)..]);
        }

        return ArtistTitle.Of(text) is { } found ? (found.Artist, found.Title) : (artist, text);
    }

    /// <summary>Artist and title in the name of a file, or null: <c>D:\Music\03 - The Copper Lanterns - Lanterns Out.mp3</c>.</summary>
    public static ArtistTitle? OfLocation(string location)
    {
        var path = location.Contains("://", StringComparison.Ordinal) ? Uri.UnescapeDataString(location.Split('?', '#')[0]) : location;
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        if (Path.GetExtension(name) is { Length: > 1 and <= MaxEnding } ending)
        {
            name = name[..^ending.Length];
        }

        if (!name.Contains(' ', StringComparison.Ordinal))
        {
            name = name.Replace('_', ' ');
        }

        // Numbers go first, unless the band is one: "311 - Down".
        return ArtistTitle.Of(Numbering().Replace(name, "")) ?? ArtistTitle.Of(name);
    }

    /// <summary>Takes an entry of a player's list: the link it is, or what its name or its file's says.</summary>
    /// <param name="list">The list.</param>
    /// <param name="row">The entry, without artist, title and link.</param>
    /// <param name="shown">What the player shows.</param>
    /// <param name="artist">The artist that is given apart, or null.</param>
    /// <param name="location">Its file, or null.</param>
    /// <param name="rejected">What is told of it where it names no song.</param>
    public static void Add(SongListBuilder list, SongRow row, string? shown, string? artist, string? location, string rejected)
    {
        var (found, title) = Parse(shown, artist);
        if ((found is null || title is null) && OfLocation(location ?? "") is { } named)
        {
            (found, title) = (named.Artist, named.Title);
        }

        var link = location is not null && SpotifyTrackLink.IsSpotify(location) ? location : null;
        if (link is null && (found is null || title is null))
        {
            list.Reject(row.Line, rejected, Missing);
        }
        else
        {
            list.Add(row with { Artist = found, Title = title, Link = link });
        }
    }

    [GeneratedRegex(@"^(?:\d{1,3}(?:[.)]| [-–—]) |0\d )")]
    private static partial Regex Numbering();
}
