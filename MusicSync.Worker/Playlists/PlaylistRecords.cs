namespace MusicSync.Worker.Playlists;

/// <summary>Which playlist a sync writes into: an existing one by id, or MusicSync's own of that name.</summary>
/// <param name="Id">Spotify's id, 22 letters and digits; null when a name is given.</param>
/// <param name="Name">The wanted name; null when an id is given.</param>
public sealed record PlaylistTarget(string? Id = null, string? Name = null);

/// <summary>A playlist.</summary>
/// <param name="Id">Spotify's id; null while a name is still to be resolved.</param>
/// <param name="Name">Its name; null while unknown.</param>
/// <param name="Url">Its share link; null while unknown.</param>
public sealed record PlaylistRef(string? Id, string? Name, string? Url);

/// <summary>Input of <c>playlist.get</c>.</summary>
/// <param name="PlaylistId">Spotify's id.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record GetPlaylist(string PlaylistId, bool Interactive);

/// <summary>Input of <c>playlist.find-by-name</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record FindByName(string Name, bool Interactive);

/// <summary>A playlist, if there is one.</summary>
/// <param name="Playlist">The playlist, or null.</param>
public sealed record FoundPlaylist(PlaylistRef? Playlist);

/// <summary>Input of <c>playlist.find-own</c>.</summary>
/// <param name="UserId">Whose playlists are looked through.</param>
/// <param name="KnownId">The id it had before, or null.</param>
/// <param name="Marker">The mark in its description.</param>
public sealed record OwnPlaylist(string UserId, string? KnownId, string Marker);

/// <summary>Input of <c>playlist.plan</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Tracks">The tracks it should hold, in input order.</param>
/// <param name="Duplicates">What equal rows mean.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record PlaylistContents(
    string PlaylistId, IReadOnlyList<WantedTrack> Tracks, DuplicateHandling Duplicates, bool Interactive);

/// <summary>Input of <c>playlist.create</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Marker">Its description, by which a lost answer is found again.</param>
public sealed record CreatePlaylist(string Name, string Marker);

/// <summary>Result of <c>playlist.create</c>: the playlist, or until when it may still turn up.</summary>
/// <param name="Playlist">The playlist, or null.</param>
/// <param name="DoubtUntil">When a lost write can no longer turn up; null when nothing was sent.</param>
public sealed record CreatedPlaylist(PlaylistRef? Playlist, DateTimeOffset? DoubtUntil = null);

/// <summary>Input of <c>playlist.await-created</c>.</summary>
/// <param name="Wanted">What to look for.</param>
/// <param name="Until">How long.</param>
public sealed record AwaitCreated(OwnPlaylist Wanted, DateTimeOffset Until);

/// <summary>Heartbeat details of <c>playlist.create</c>.</summary>
/// <param name="NotAfter">The host sends it no later than this; null when it was refused unsent.</param>
public sealed record CreateIntent(DateTimeOffset? NotAfter);
