using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>Input of <c>playlist.place</c>: one row that is to be in the playlist, at its place.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Row">The row.</param>
/// <param name="Behind">Tracks behind which it belongs, the nearest first; behind the last row where none of them is there.</param>
/// <param name="Recent">Tracks written so lately that a read may not show them yet.</param>
/// <param name="TellingFrom">Before this moment a read may lack a row behind which it belongs, since that was written lately.</param>
public sealed record PlaceRow(
    string PlaylistId,
    WantedTrack Row,
    IReadOnlyList<string> Behind,
    IReadOnlyList<WantedTrack> Recent,
    DateTimeOffset TellingFrom = default);

/// <summary>Result of <c>playlist.place</c>.</summary>
/// <param name="Outcome">What became of the row.</param>
/// <param name="TotalBefore">Rows of the list before it was written.</param>
/// <param name="Doubled">Copies of it that are all this step's own, to be repaired; null when there is one.</param>
/// <param name="Stop">Why it ended early, or null.</param>
public sealed record PlacedRow(PlaceOutcome Outcome, int TotalBefore = 0, DoubledRow? Doubled = null, CallStop? Stop = null);

/// <summary>What became of a row that was to be placed.</summary>
public enum PlaceOutcome
{
    /// <summary>Nothing, since it was stopped.</summary>
    None,

    /// <summary>Written, and seen.</summary>
    Added,

    /// <summary>There before, wherever in the list.</summary>
    AlreadyPresent,

    /// <summary>The track does not exist at Spotify.</summary>
    Dead,

    /// <summary>Written, and taken out by somebody else.</summary>
    Lost,
}

/// <summary>Heartbeat details of <c>playlist.place</c>: what the next attempt must know.</summary>
/// <param name="Sent">How often the row was sent.</param>
/// <param name="NotAfter">The call in flight or in doubt: the host sends it no later than this; null when there is none.</param>
/// <param name="WrittenAt">When its write was proven, or null.</param>
/// <param name="TotalBefore">Rows of the list before it was sent.</param>
public sealed record PlaceJournal(
    int Sent = 0, DateTimeOffset? NotAfter = null, DateTimeOffset? WrittenAt = null, int TotalBefore = 0);
