using System.ComponentModel;
using ModelContextProtocol.Server;

namespace MusicSync.Worker.Tools;

/// <summary>The whole way of a playlist to Spotify, as something a person picks from a menu.</summary>
[McpServerPromptType]
internal static class MovePlaylistPrompt
{
    [McpServerPrompt(Name = "move_my_playlist", Title = "Move my playlist")]
    [Description("Moves a playlist from another service, a file or a text into a Spotify playlist, and settles with you what is in doubt.")]
    public static string Move(
        [Description("Where the songs are: a file, a pasted list, the name of a service.")] string? from = null,
        [Description("Name of the playlist on Spotify.")] string? playlistName = null) =>
        $"""
        Move my playlist to Spotify with MusicSync.

        The songs: {Given(from, "ask me for the list; a file or an export as it is will do, or the text pasted here.")}
        The playlist: {Given(playlistName, "ask me what it shall be called, or for the link of an existing one.")}

        1. Call start_sync once with the whole list, as text exactly as it stands in the file, and a new id. Do not shorten, sort or correct it.
        2. If it has not ended, wait with get_sync and waitSeconds. If it waits for me, tell me what I have to do, with the link.
        3. Show me the rows of get_report with outcomes ["review", "missing"] in small groups, with the candidates and what speaks against
           each. Ask me; choose_track only what I have decided.
        4. Tell me in the end how many songs are in the playlist, with its link, and what is missing. undo_sync only if I ask for it.
        """;

    private static string Given(string? value, string otherwise) => value?.Trim() is { Length: > 0 } text ? text : otherwise;
}
