using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Syncs.Mirrors;

/// <summary>Asks a sync to make the playlist follow the list, instead of only adding to it.</summary>
/// <param name="Own">What mirrors of this list have added to the playlist before; nothing else is taken out or moved.</param>
/// <param name="Confirmed">Whether most of it may be taken out at once.</param>
/// <param name="KeptAs">Name under which its own tracks are kept for its next sync; null where the caller keeps them.</param>
public sealed record SyncMirror(
    IReadOnlyList<OwnTrack> Own,
    bool Confirmed = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? KeptAs = null);

/// <summary>A track that a mirror has added.</summary>
/// <param name="Uri">The track as <c>spotify:track:…</c>.</param>
/// <param name="Song">
/// Names the row that it was added for, as the result of the sync did: while the list has that row, the track is not gone from it, however
/// uncertain its match has become. Null where that is not known.
/// </param>
public sealed record OwnTrack(
    string Uri, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Song = null)
{
    // Two rows of one list under one key would take 10^10 rows.
    private const int KeyBytes = 9;

    /// <summary>A short name for what a row says, letter for letter: it decides what is taken out, and so never changes.</summary>
    /// <param name="song">The row.</param>
    /// <returns>The key, 12 letters.</returns>
    public static string KeyOf(Song song)
    {
        string?[] parts = [song.Title.Trim(), song.Artist.Trim(), song.Album?.Trim(), song.Isrc?.Trim(), song.Uri];
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))[..KeyBytes]);
    }
}

/// <summary>How a mirror stands, in the status.</summary>
/// <param name="Own">Tracks in the playlist that are the mirror's.</param>
/// <param name="Removed">Tracks this sync took out, since they are gone from the list.</param>
/// <param name="Moved">Rows this sync moved.</param>
/// <param name="Confirm">Why nothing was written, and what it takes; null where it was.</param>
public sealed record MirrorStatus(int Own, int Removed, int Moved, MirrorQuestion? Confirm = null);

/// <summary>A list from which so much is gone that somebody has to confirm it.</summary>
/// <param name="Own">Tracks in the playlist that are the mirror's.</param>
/// <param name="Lost">How many of them are gone from the list.</param>
/// <param name="Message">What happened and what to do.</param>
public sealed record MirrorQuestion(int Own, int Lost, string Message);
