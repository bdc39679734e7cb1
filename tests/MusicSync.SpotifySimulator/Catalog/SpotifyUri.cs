using System.Buffers;

namespace MusicSync.SpotifySimulator.Catalog;

/// <summary>The URI forms that the Web API takes and gives.</summary>
internal static class SpotifyUri
{
    public const string Track = "spotify:track:";
    public const string Episode = "spotify:episode:";
    public const string Local = "spotify:local:";
    public const string Playlist = "spotify:playlist:";

    private static readonly SearchValues<char> Base62 = SearchValues.Create(StableId.Alphabet);

    public static bool IsBase62Id(string? id) => id is { Length: 22 } && !id.AsSpan().ContainsAnyExcept(Base62);

    /// <summary>The id behind <paramref name="prefix"/>, or null when the URI is of another kind or malformed.</summary>
    public static string? IdOf(string? uri, string prefix) =>
        AfterPrefix(uri, prefix) is { } id && IsBase62Id(id) ? id : null;

    public static string? AfterPrefix(string? uri, string prefix) =>
        uri is not null && uri.StartsWith(prefix, StringComparison.Ordinal) ? uri[prefix.Length..] : null;
}
