namespace MusicSync.LocalStack.Commands;

/// <summary>One sync: the song list's file and the playlist to fill.</summary>
internal sealed record SyncArguments(string File, string PlaylistName);
