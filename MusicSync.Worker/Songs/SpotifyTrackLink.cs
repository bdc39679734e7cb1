using System.Text.RegularExpressions;

namespace MusicSync.Worker.Songs;

/// <summary>Reads the forms in which people write down a track of Spotify.</summary>
internal static partial class SpotifyTrackLink
{
    private const string TrackPrefix = "spotify:track:";

    /// <summary>The track as <c>spotify:track:…</c>, from a URI, a link or a bare id; null when it is none of these.</summary>
    public static string? ToUri(string text)
    {
        var match = Track().Match(text.Trim());

        return match.Success ? TrackPrefix + match.Groups["id"].Value : null;
    }

    /// <summary>Whether a text is a URI or link of Spotify, of whatever it has.</summary>
    public static bool IsSpotify(string text) => ToUri(text) is not null || OtherKind(text) is not null;

    /// <summary>What a text that belongs to Spotify but names no track is, in words; null for any other text.</summary>
    public static string? OtherKind(string text)
    {
        var match = Other().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        return match.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "local" => "a local file; Spotify has no track for it",
            "episode" or "show" => "a podcast; only songs can be synced",
            "" => "a Spotify link without a track",
            var kind => $"a link to {(kind[0] is 'a' ? "an" : "a")} {kind}; use the link of a track",
        };
    }

    // spotify:track:6rqhFgbbKwnb9MLmUQDhG6, https://open.spotify.com/intl-de/track/6rqhFgbbKwnb9MLmUQDhG6?si=…, 6rqhFgbbKwnb9MLmUQDhG6
    [GeneratedRegex(
        @"^(?:spotify:track:|(?:https?://)?(?:open|"
        + @"play)\.spotify\.com/(?:intl-[a-z]{2,}/)?(?:embed/)?track/)?(?<id>[0-9A-Za-z]{22})(?:[/?#].*)?$")]
    private static partial Regex Track();

    [GeneratedRegex(
        @"^(?:spotify:(?<kind>\w+)|(?:https?://)?(?:open|"
        + @"play)\.spotify\.com/(?:intl-[a-z]{2,}/)?(?:embed/)?(?<kind>\w*)|(?:https?://)?spotify\.(?:link|"
        + @"app\.link)/)", RegexOptions.IgnoreCase)]
    private static partial Regex Other();
}
