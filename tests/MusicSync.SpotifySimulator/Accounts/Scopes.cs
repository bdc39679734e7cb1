namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>The permissions that the simulated calls ask for.</summary>
public static class Scopes
{
    /// <summary>Save and remove tracks in the library.</summary>
    public const string LibraryModify = "user-library-modify";

    /// <summary>Ask whether a track is in the library.</summary>
    public const string LibraryRead = "user-library-read";

    /// <summary>Write to playlists that are not public.</summary>
    public const string ModifyPrivate = "playlist-modify-private";

    /// <summary>Write to public playlists; follow and unfollow.</summary>
    public const string ModifyPublic = "playlist-modify-public";

    /// <summary>See collaborative playlists.</summary>
    public const string ReadCollaborative = "playlist-read-collaborative";

    /// <summary>List playlists; read those that are not public.</summary>
    public const string ReadPrivate = "playlist-read-private";

    /// <summary>Every scope that any simulated call needs.</summary>
    public static IReadOnlyList<string> All { get; } =
        [ReadPrivate, ReadCollaborative, ModifyPublic, ModifyPrivate, LibraryRead, LibraryModify];
}
