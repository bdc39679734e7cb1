using System.Text.Json;
using System.Text.RegularExpressions;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Spotify;
using Temporalio.Activities;

namespace MusicSync.Worker.Agents.Tools;

/// <summary>Reads what a model gives to <c>sync_songs</c> as any other list of songs is read.</summary>
internal static partial class SongActivities
{
    [GeneratedRegex("^(?:spotify:playlist:)?([0-9A-Za-z]{22})$")]
    private static partial Regex PlaylistId { get; }

    /// <summary>Reads songs and playlist; what is wrong is told to the model.</summary>
    [Activity("agent.songs")]
    public static SongsRead Read(SongsToRead request)
    {
        var arguments = request.Arguments;
        if (!arguments.TryGetProperty("songs", out var songs) || songs.ValueKind != JsonValueKind.Array)
        {
            return Wrong("arguments.songs is missing.");
        }

        if (songs.GetArrayLength() is var count && count is 0 or > SyncSongs.MaxSongs)
        {
            return Wrong($"arguments.songs has {count} songs; give 1 to {SyncSongs.MaxSongs}.");
        }

        var (target, problem) = TargetOf(Text(arguments, "playlistId"), Text(arguments, "playlistName"));
        if (target is null)
        {
            return Wrong(problem!);
        }

        var list = SongListReader.Read(songs);
        return list.Songs.Count > 0 ? new SongsRead(target, list.Songs, list.Rejected)
            // A model has tools for it, and asks before it writes.
            : SpotifyListLink.Alone(list) is { } link ? Wrong($"That is a link to {link.Words}, not to a track. Read its tracks with {ReaderOf(link)}, and give those.")
            : Wrong($"No element of songs names a song. Element {list.Rejected[0].Line}: {list.Rejected[0].Reason}.");
    }

    private static string ReaderOf(SpotifyListLink link) =>
        link.Kind is SpotifyListKind.Album ? SpotifyTools.GetAlbum.Name : SpotifyTools.GetPlaylistItems.Name;

    private static (PlaylistTarget? Target, string? Problem) TargetOf(string? id, string? name) => (id, name) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => (null, "Give either playlistId or playlistName, not both."),
        ({ Length: > 0 }, _) => PlaylistId.Match(id.Trim()) is { Success: true } match
            ? (new PlaylistTarget(Id: match.Groups[1].Value), null)
            : (null, "playlistId must be 22 letters and digits, as list_playlists shows it."),
        (_, { Length: > 0 }) => PlaylistTarget.NameOf(name) is { } good
            ? (new PlaylistTarget(Name: good), null)
            : (null, $"playlistName must have 1 to {PlaylistTarget.MaxNameLength} characters and no line breaks."),
        _ => (null, "Say where the songs go: playlistName or playlistId."),
    };

    private static string? Text(JsonElement arguments, string name)
    {
        try
        {
            return arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: valid JSON, but no text.
            return null;
        }
    }

    private static SongsRead Wrong(string problem) => new(Problem: problem);
}
