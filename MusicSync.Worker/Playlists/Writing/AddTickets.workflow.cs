using MusicSync.Worker.Playlists.Reading;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>Input of <c>playlist.add</c>: tickets of at most 100 rows together.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Tickets">The tickets, in order of arrival.</param>
/// <param name="Recent">Tracks written so lately that a read may not show them yet.</param>
/// <param name="StaleTotals">Earlier totals that a lagging read may still answer.</param>
/// <param name="Interactive">Whether somebody waits for them.</param>
/// <param name="Tail">The list's end as last known; null when it is not.</param>
/// <param name="IsFirst">Whether the writer has taken no step before, so that it knows nothing that a look could differ from.</param>
public sealed record AddTickets(
    string PlaylistId,
    IReadOnlyList<AddTicket> Tickets,
    IReadOnlyList<WantedTrack> Recent,
    IReadOnlyList<int> StaleTotals,
    bool Interactive,
    ListTail? Tail = null,
    bool IsFirst = false);

/// <summary>One of several tickets served together.</summary>
/// <param name="Rows">Its rows, numbered through over all tickets: their own lines may be equal.</param>
/// <param name="Duplicates">What equal rows of this ticket mean.</param>
public sealed record AddTicket(IReadOnlyList<WantedTrack> Rows, DuplicateHandling Duplicates);

/// <summary>Result of <c>playlist.add</c>; rows by the numbers of the request.</summary>
/// <param name="Compared">Indexes of the tickets that were compared; the others wait for their next turn.</param>
/// <param name="Absent">Rows that were to be written.</param>
/// <param name="Present">Rows that were there.</param>
/// <param name="Duplicates">Rows that repeat an earlier one of their ticket.</param>
/// <param name="Before">The list's end before the write; null when nothing was compared.</param>
/// <param name="Batch">What became of the write.</param>
public sealed record AddedTickets(
    IReadOnlyList<int> Compared,
    IReadOnlyList<int> Absent,
    IReadOnlyList<int> Present,
    IReadOnlyList<int> Duplicates,
    ListTail? Before,
    WrittenBatch Batch)
{
    internal static AddedTickets NotCompared(WrittenBatch batch) => new([], [], [], [], Before: null, batch);
}
