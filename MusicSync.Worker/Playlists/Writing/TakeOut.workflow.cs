using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>A row that one sync has put into a playlist.</summary>
/// <param name="Line">The row's line.</param>
/// <param name="Uri">The track as it was written.</param>
/// <param name="Since">It was written no earlier than this.</param>
/// <param name="Until">It was written no later than this.</param>
public sealed record OwnRow(int Line, string Uri, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>Input of <c>playlist.take-out</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Rows">The rows to take out, all written by one sync.</param>
/// <param name="Others">Tracks of which a copy was there before that sync.</param>
/// <param name="TellingFrom">Before this moment a read may lack a row that was written lately.</param>
public sealed record TakeOutRows(
    string PlaylistId, IReadOnlyList<OwnRow> Rows, IReadOnlyList<string> Others, DateTimeOffset TellingFrom);

/// <summary>Result of <c>playlist.take-out</c>; every line is in one of the lists, unless it was stopped.</summary>
/// <param name="Removed">Lines whose row was taken out.</param>
/// <param name="Gone">Lines whose row was not there any more.</param>
/// <param name="Shared">Lines left alone: Spotify takes out all copies of a track, and one of them is somebody else's.</param>
/// <param name="Total">Rows that are left in the list, of whomever.</param>
/// <param name="Stop">Why it ended early, or null.</param>
public sealed record TakenOut(
    IReadOnlyList<int> Removed, IReadOnlyList<int> Gone, IReadOnlyList<int> Shared, int Total, CallStop? Stop = null);

/// <summary>Heartbeat details of <c>playlist.take-out</c>: what the next attempt must know.</summary>
/// <param name="Removed">Lines that are proven to be taken out.</param>
/// <param name="Intent">The call in flight, or null.</param>
/// <param name="LastWrite">When the last of them was proven.</param>
public sealed record TakeOutJournal(IReadOnlyList<int> Removed, TakeOutIntent? Intent = null, DateTimeOffset LastWrite = default);

/// <summary>Rows about to be taken out, recorded before the call is sent.</summary>
/// <param name="Lines">The rows.</param>
/// <param name="NotAfter">The host sends it no later than this.</param>
public sealed record TakeOutIntent(IReadOnlyList<int> Lines, DateTimeOffset NotAfter);
