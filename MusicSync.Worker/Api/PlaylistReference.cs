using System.Text.RegularExpressions;

namespace MusicSync.Worker.Api;

/// <summary>Reads a playlist's id from what people paste. Pure.</summary>
internal static partial class PlaylistReference
{
    // 37i9dQZF1DXcBWIGoYBM5M
    // spotify:playlist:37i9dQZF1DXcBWIGoYBM5M
    // https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M?si=…, also with /intl-de/
    [GeneratedRegex("^(?:spotify:playlist:|https?://open\\.spotify\\.com/(?:intl-[a-z]{2,3}/)?playlist/)?([0-9A-Za-z]{22})(?:[/?#].*)?$")]
    private static partial Regex Pattern { get; }

    public static string? Id(string text) =>
        Pattern.Match(text.Trim()) is { Success: true } match ? match.Groups[1].Value : null;
}
