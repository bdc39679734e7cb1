using System.Collections.Frozen;

namespace MusicSync.Worker.Songs;

/// <summary>Which column of a table holds what; -1 for what it does not hold.</summary>
internal sealed record CsvColumns(
    int Title, int Artist, int Album, int Isrc, int Duration, DurationUnit Unit, int Year, int Uri, int Link)
{
    // Names without spaces and punctuation, in lower case. Order is preference: a track's artists before the album's.
    private static readonly string[] Titles =
        ["title", "trackname", "tracktitle", "songtitle", "songname", "song", "track", "name", "titel", "titre", "titulo"];
    private static readonly string[] Artists =
    [
        "artist", "artistnames", "artistname", "artists", "trackartist", "trackartists", "performer", "interpret", "artiste",
        "artista", "albumartist", "albumartistnames",
    ];
    private static readonly string[] Albums = ["album", "albumname", "albumtitle", "release"];
    private static readonly string[] Codes = ["isrc", "isrccode"];
    private static readonly string[] Milliseconds = ["trackdurationms", "durationms", "lengthms", "durationmilliseconds"];
    private static readonly string[] Seconds = ["durations", "durationsec", "durationseconds", "lengthseconds", "durationinseconds"];
    private static readonly string[] Lengths = ["duration", "trackduration", "length", "time", "tracklength"];
    private static readonly string[] Years = ["year", "releaseyear", "releasedate", "albumreleasedate"];
    private static readonly string[] Uris = ["trackuri", "spotifyuri", "spotifytrackuri", "uri", "spotifyid", "spotifytrackid", "trackid"];
    private static readonly string[] Links = ["spotifyurl", "spotifylink", "trackurl", "url", "link", "id"];

    private static readonly FrozenSet<string> All =
        ((string[][])[Titles, Artists, Albums, Codes, Milliseconds, Seconds, Lengths, Years, Uris, Links])
            .SelectMany(names => names)
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Title in the first column, artist in the second, no header.</summary>
    public static readonly CsvColumns TitleArtist = new(0, 1, -1, -1, -1, DurationUnit.Unknown, -1, -1, -1);

    /// <summary>Artist in the first column, title in the second, no header.</summary>
    public static readonly CsvColumns ArtistTitle = TitleArtist with { Title = 1, Artist = 0 };

    /// <summary>The columns that a header row names, or null when it does not name enough to find songs.</summary>
    public static CsvColumns? From(IReadOnlyList<string> headers)
    {
        string[] keys = [.. headers.Select(Key)];
        var milliseconds = Find(keys, Milliseconds);
        var seconds = Find(keys, Seconds);
        var columns = new CsvColumns(
            Find(keys, Titles),
            Find(keys, Artists),
            Find(keys, Albums),
            Find(keys, Codes),
            milliseconds >= 0 ? milliseconds : seconds >= 0 ? seconds : Find(keys, Lengths),
            milliseconds >= 0 ? DurationUnit.Milliseconds : seconds >= 0 ? DurationUnit.Seconds : DurationUnit.Unknown,
            Find(keys, Years),
            Find(keys, Uris),
            Find(keys, Links));

        return (columns.Title >= 0 && columns.Artist >= 0) || columns.Uri >= 0 ? columns : null;
    }

    /// <summary>Whether a cell is the name of a column that is understood.</summary>
    public static bool IsHeader(string cell) => All.Contains(Key(cell));

    /// <summary>Whether a cell is the name of a column for titles or artists.</summary>
    public static bool IsSongHeader(string cell) => Titles.Concat(Artists).Contains(Key(cell), StringComparer.Ordinal);

    private static int Find(string[] keys, string[] names) =>
        names.Select(name => Array.IndexOf(keys, name)).FirstOrDefault(index => index >= 0, -1);

    private static string Key(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
