using System.Text.RegularExpressions;
using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.Spotify;

/// <summary>Reads ids, URIs and share links of tracks, episodes, albums and playlists.</summary>
internal static partial class SpotifyId
{
    public const string Track = "track";
    public const string Episode = "episode";
    public const string Album = "album";
    public const string Playlist = "playlist";

    // 6rqhFgbbKwnb9MLmUQDhG6
    // spotify:track:6rqhFgbbKwnb9MLmUQDhG6, spotify:user:somebody:playlist:37i9dQZF1DXcBWIGoYBM5M
    // https://open.spotify.com/intl-de/track/6rqhFgbbKwnb9MLmUQDhG6?si=0123456789abcdef
    [GeneratedRegex("""
        ^(?:
          (?<id>[0-9A-Za-z]{22})
        | spotify:(?:user:[^:]+:)?(?<kind>track|episode|album|playlist):(?<id>[0-9A-Za-z]{22})
        | (?:https?://)?open\.spotify\.com/(?:intl-[A-Za-z-]+/|embed/|user/[^/]+/)*(?<kind>track|episode|album|playlist)/(?<id>[0-9A-Za-z]{22})(?:[/?\#].*)?
        )$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern { get; }

    /// <summary>The id in <paramref name="text"/>, which must be one of the given kind.</summary>
    public static string Parse(string kind, string text, string argument)
    {
        var (id, found) = Split(text);
        return id is not null && (found ?? kind) == kind
            ? id
            : throw new InvalidArgumentException(
                argument, $"must be a Spotify {kind}: 22 letters and digits, a spotify:{kind}: URI or an open.spotify.com link.");
    }

    /// <summary>The URI for a playlist row: a track (also given as id or link) or an episode.</summary>
    public static string ParseRow(string text, string argument)
    {
        var (id, kind) = Split(text);
        return id is not null && kind is null or Track or Episode
            ? $"spotify:{kind ?? Track}:{id}"
            : throw new InvalidArgumentException(
                argument, "must be a spotify:track: or spotify:episode: URI, an open.spotify.com link or a track id.");
    }

    /// <summary>The same, or a file of the user (spotify:local:…), which can be removed but never added.</summary>
    public static string ParseRowOrLocal(string text, string argument) =>
        text.StartsWith("spotify:local:", StringComparison.Ordinal) ? text : ParseRow(text, argument);

    private static (string? Id, string? Kind) Split(string text)
    {
        var match = Pattern.Match(text.Trim());
        return match.Success
            ? (match.Groups["id"].Value, match.Groups["kind"] is { Success: true } kind ? kind.Value : null)
            : (null, null);
    }
}
