using System.Text.RegularExpressions;

namespace MusicSync.Worker.Songs;

/// <summary>Artist and title as one text: <c>Artist - Title</c>.</summary>
internal sealed partial record ArtistTitle(string Artist, string Title)
{
    public const string Missing = "no artist found; write \"Artist - Title\" or the link of a Spotify track";

    // A hyphen, an en dash, an em dash or a tab. Without backtracking, or a line of blanks would be looked through from each of them.
    private static readonly Regex Separator = new(@"\s+[-–—]\s+|\t+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Both, or null where nothing stands between them.</summary>
    public static ArtistTitle? Of(string text) => Separator.Split(text, 2) is [var artist, var title] ? new ArtistTitle(artist, title) : null;

    /// <summary>A text without the number of its row: <c>1. Artist - Title</c>, <c>2) Artist - Title</c>.</summary>
    public static string WithoutNumber(string line) => Numbering().Replace(line, "");

    [GeneratedRegex(@"^\d{1,5}[.)]\s+")]
    private static partial Regex Numbering();
}
