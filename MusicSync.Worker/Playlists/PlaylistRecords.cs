namespace MusicSync.Worker.Playlists;

/// <summary>Which playlist a sync writes into: an existing one by id, or MusicSync's own of that name.</summary>
/// <param name="Id">Spotify's id, 22 letters and digits; null when a name is given.</param>
/// <param name="Name">The wanted name; null when an id is given.</param>
public sealed record PlaylistTarget(string? Id = null, string? Name = null);

/// <summary>A playlist that exists.</summary>
/// <param name="Id">Spotify's id; null while a name is still to be resolved.</param>
/// <param name="Name">Its name; null while unknown.</param>
/// <param name="Url">Its share link; null while unknown.</param>
public sealed record PlaylistRef(string? Id, string? Name, string? Url);

/// <summary>Input of <c>playlist.resolve</c>.</summary>
/// <param name="Target">What the caller asked for.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record ResolvePlaylist(PlaylistTarget Target, bool Interactive);

/// <summary>Input of <c>playlist.plan</c>, <c>playlist.apply</c> and <c>playlist.verify</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Tracks">The tracks it should hold, in input order.</param>
/// <param name="Duplicates">What equal rows mean.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record PlaylistContents(
    string PlaylistId, IReadOnlyList<WantedTrack> Tracks, DuplicateHandling Duplicates, bool Interactive);

/// <summary>What became of the wanted rows, by their lines.</summary>
/// <param name="Added">Written by this sync, or to be written if this is a plan.</param>
/// <param name="AlreadyPresent">In the playlist before.</param>
/// <param name="Duplicates">Asked for by an earlier row.</param>
/// <param name="Pending">Still to be written, because the sync was stopped.</param>
public sealed record PlaylistChanges(
    IReadOnlyList<int> Added,
    IReadOnlyList<int> AlreadyPresent,
    IReadOnlyList<int> Duplicates,
    IReadOnlyList<int> Pending);
