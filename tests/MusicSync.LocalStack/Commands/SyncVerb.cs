using System.CommandLine;

namespace MusicSync.LocalStack.Commands;

/// <summary>The verb <c>sync</c>, the same in every program that offers it.</summary>
internal sealed class SyncVerb
{
    private readonly Argument<string> _file = new("file") { Description = "Song list: .csv, .json, .txt, .m3u8, .xspf, .xml, .zip and others." };

    private readonly Option<string> _playlistName = new("--playlist-name")
    {
        Description = "Name of the playlist to fill.",
        Required = true,
    };

    public SyncVerb() =>
        Command = new("sync", "Starts everything, syncs one song list, prints the result and stops.") { _file, _playlistName };

    public Command Command { get; }

    public SyncArguments Read(ParseResult result) =>
        new(result.GetRequiredValue(_file), result.GetRequiredValue(_playlistName));
}

/// <summary>One sync: the song list's file and the playlist to fill.</summary>
internal sealed record SyncArguments(string File, string PlaylistName);
