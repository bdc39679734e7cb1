using System.Text.RegularExpressions;

namespace MusicSync.Worker.Songs;

/// <summary>The link of a playlist or an album of Spotify: songs that are not in the list but behind it. Pure.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Id">Its id at Spotify.</param>
internal sealed partial record SpotifyListLink(SpotifyListKind Kind, string Id)
{
    /// <summary>The link in its shortest form, the same for all that mean the same.</summary>
    public string Uri => $"spotify:{Word}:{Id}";

    /// <summary>What it leads to, in words.</summary>
    public string Words => Kind is SpotifyListKind.Album ? "an album" : "a playlist";

    private string Word => Kind is SpotifyListKind.Album ? "album" : "playlist";

    /// <summary>Reads a URI or link; null for anything else, such as a bare id, which may be of anything.</summary>
    public static SpotifyListLink? Of(string text) => Pattern.Match(text.Trim()) is { Success: true } match
        ? new SpotifyListLink(
            match.Groups["kind"].Value is "album" ? SpotifyListKind.Album : SpotifyListKind.Playlist, match.Groups["id"].Value)
        : null;

    /// <summary>The link that is all a list holds, in whatever form it came; null for any other list.</summary>
    public static SpotifyListLink? Alone(SongList list) => list is { Songs: [], Rejected: [{ Text: var text }] } ? Of(text) : null;

    // spotify:album:4aawyAB9vmqN3uQ7FjRGTy, spotify:user:somebody:playlist:37i9dQZF1DXcBWIGoYBM5M
    // https://open.spotify.com/intl-de/album/4aawyAB9vmqN3uQ7FjRGTy?si=…
    [GeneratedRegex("""
        ^(?:
          spotify:(?:user:[^:\s]+:)?(?<kind>album|playlist):(?<id>[0-9A-Za-z]{22})
        | (?:https?://)?(?:open|play)\.spotify\.com/(?:intl-[a-z]{2,}/)?(?:embed/)?(?:user/[^/\s]+/)?(?<kind>album|playlist)/(?<id>[0-9A-Za-z]{22})(?:[/?\#]\S*)?
        )$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern { get; }
}

/// <summary>What a link leads to that holds several songs.</summary>
internal enum SpotifyListKind
{
    /// <summary>Songs that somebody has put together, and may change.</summary>
    Playlist,

    /// <summary>Songs that were published together.</summary>
    Album,
}
