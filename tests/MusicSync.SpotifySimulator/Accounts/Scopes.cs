namespace MusicSync.SpotifySimulator.Accounts;

/// <summary>The permissions that the simulated calls ask for.</summary>
public static class Scopes
{
    internal const string LibraryModify = "user-library-modify";
    internal const string LibraryRead = "user-library-read";
    internal const string ModifyPrivate = "playlist-modify-private";
    internal const string ModifyPublic = "playlist-modify-public";
    internal const string ReadCollaborative = "playlist-read-collaborative";
    internal const string ReadPrivate = "playlist-read-private";

    /// <summary>Every scope that any simulated call needs.</summary>
    public static IReadOnlyList<string> All { get; } =
        [ReadPrivate, ReadCollaborative, ModifyPublic, ModifyPrivate, LibraryRead, LibraryModify];
}
