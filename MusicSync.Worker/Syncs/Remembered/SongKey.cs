using System.Security.Cryptography;
using System.Text;
using MusicSync.Worker.Matching.Text;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs.Remembered;

/// <summary>
/// Under which name a choice for a song is remembered: its title, artist, album and ISRC, however they are spelled. Pure. A row
/// that tells more or less than the one that was chosen for is another song: asking once more is better than a wrong version.
/// </summary>
internal static class SongKey
{
    // Two songs of one account under one key would take 10^12 songs.
    private const int Bytes = 10;

    /// <summary>The key; null for a row that is a track itself, or names nothing.</summary>
    public static string? Of(Song song) => song.Uri is null ? Of(song.Title, song.Artist, song.Album, song.Isrc) : null;

    /// <summary>The key of what a report row was read from; null likewise.</summary>
    public static string? Of(ReportInput input) => input.Uri is null ? Of(input.Title, input.Artist, input.Album, input.Isrc) : null;

    private static string? Of(string? title, string? artist, string? album, string? isrc)
    {
        string[] parts = [Folded(title), Folded(artist), Folded(album), isrc?.ToUpperInvariant() ?? ""];
        return parts[0].Length == 0
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))[..Bytes]);
    }

    private static string Folded(string? text) => string.IsNullOrWhiteSpace(text) ? "" : Folding.Fold(text);
}
