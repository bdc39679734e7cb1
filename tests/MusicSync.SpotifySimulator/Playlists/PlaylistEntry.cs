namespace MusicSync.SpotifySimulator.Playlists;

/// <summary>One row of a playlist. Two rows may hold the same URI; each is a row of its own.</summary>
/// <param name="Uri">Track, episode or local file.</param>
/// <param name="AddedAt">When the row came into the playlist.</param>
/// <param name="AddedBy">User id.</param>
public sealed record PlaylistEntry(string Uri, DateTimeOffset AddedAt, string AddedBy);

/// <summary>What a playlist says about itself.</summary>
/// <param name="Name">Need not be unique.</param>
/// <param name="Description">Null when it has none.</param>
/// <param name="Public">Whether it is shown on the profile; not an access right.</param>
/// <param name="Collaborative">Whether users who follow it may edit it.</param>
public sealed record PlaylistDetails(string Name, string? Description, bool Public, bool Collaborative);
