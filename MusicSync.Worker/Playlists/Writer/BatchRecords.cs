using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>The end of a playlist as last known: enough to notice an edit with one short read.</summary>
/// <param name="Total">Rows in all.</param>
/// <param name="LastUri">URI of the last row; null when there is none or it has none.</param>
public sealed record ListTail(int Total, string? LastUri)
{
    /// <summary>The end of an empty list.</summary>
    public static readonly ListTail Empty = new(0, LastUri: null);

    /// <summary>Offset of the last row, from which on a short read shows whether the list still ends as it did.</summary>
    /// <returns>The offset, 0 for an empty list.</returns>
    public int Anchor() => Math.Max(Total - 1, 0);
}

/// <summary>Input of <c>playlist.compare</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Tracks">All rows of the ticket.</param>
/// <param name="Duplicates">What equal rows mean.</param>
/// <param name="Recent">Tracks written so lately that a read may not show them yet.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record CompareList(
    string PlaylistId,
    IReadOnlyList<WantedTrack> Tracks,
    DuplicateHandling Duplicates,
    IReadOnlyList<WantedTrack> Recent,
    bool Interactive);

/// <summary>Result of <c>playlist.compare</c>.</summary>
/// <param name="Absent">Lines of rows that are to be written.</param>
/// <param name="Present">Lines of rows that are there.</param>
/// <param name="Duplicates">Lines of rows that repeat an earlier one.</param>
/// <param name="Tail">The list's end at that moment; null when it could not be read.</param>
/// <param name="TailReadAt">When that was.</param>
/// <param name="Stop">Why the list could not be read, or null.</param>
public sealed record ComparedList(
    IReadOnlyList<int> Absent,
    IReadOnlyList<int> Present,
    IReadOnlyList<int> Duplicates,
    ListTail? Tail,
    DateTimeOffset TailReadAt = default,
    CallStop? Stop = null);

/// <summary>Input of <c>playlist.write</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Rows">At most 100 rows, none of which is in the playlist.</param>
/// <param name="Tail">The list's end when that was found out.</param>
/// <param name="TailReadAt">When that was; an end read a moment ago is not read again.</param>
/// <param name="StaleTotals">Earlier totals that a lagging read may still answer.</param>
/// <param name="OnlyBatch">Whether these are all rows of the ticket; then reading them back verifies it.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record WriteBatch(
    string PlaylistId,
    IReadOnlyList<WantedTrack> Rows,
    ListTail Tail,
    DateTimeOffset TailReadAt,
    IReadOnlyList<int> StaleTotals,
    bool OnlyBatch,
    bool Interactive);

/// <summary>Result of <c>playlist.write</c>; what is neither written nor dead nor in doubt is still to be written.</summary>
/// <param name="Written">Lines whose write is proven.</param>
/// <param name="Dead">Lines whose track does not exist.</param>
/// <param name="Doubt">A write that may have happened, or null.</param>
/// <param name="Tail">The list's new end; null when somebody else edited the list, which must then be compared anew.</param>
/// <param name="TailReadAt">When the new end was read or concluded.</param>
/// <param name="Verified">Whether all rows of the ticket were seen in the list.</param>
/// <param name="Stop">Why writing cannot go on, or null.</param>
public sealed record WrittenBatch(
    IReadOnlyList<int> Written,
    IReadOnlyList<int> Dead,
    WriteIntent? Doubt,
    ListTail? Tail,
    DateTimeOffset TailReadAt = default,
    bool Verified = false,
    CallStop? Stop = null);

/// <summary>A write about to be sent, recorded before it is sent.</summary>
/// <param name="Lines">The rows.</param>
/// <param name="Before">The list's end before it.</param>
/// <param name="NotAfter">The host sends it no later than this.</param>
public sealed record WriteIntent(IReadOnlyList<int> Lines, ListTail Before, DateTimeOffset NotAfter);

/// <summary>Heartbeat details of <c>playlist.write</c>: what the next attempt must know.</summary>
/// <param name="Written">Lines whose write is proven.</param>
/// <param name="Dead">Lines whose track does not exist.</param>
/// <param name="Tail">The list's end after them.</param>
/// <param name="Intent">The write in flight, or null.</param>
public sealed record WriteJournal(
    IReadOnlyList<int> Written, IReadOnlyList<int> Dead, ListTail Tail, WriteIntent? Intent);

/// <summary>Input of <c>playlist.settle</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Rows">The rows in doubt.</param>
/// <param name="Intent">The write in doubt.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
public sealed record SettleWrite(string PlaylistId, IReadOnlyList<WantedTrack> Rows, WriteIntent Intent, bool Interactive);

/// <summary>Result of <c>playlist.settle</c>.</summary>
/// <param name="Seen">Whether the whole write is in the list; if not, it can no longer turn up and the list is to be compared.</param>
/// <param name="Tail">The list's end, when it was seen undisturbed.</param>
/// <param name="Stop">Why it could not be looked up, or null.</param>
/// <param name="TailReadAt">When the end was read.</param>
public sealed record SettledWrite(bool Seen, ListTail? Tail, CallStop? Stop = null, DateTimeOffset TailReadAt = default);

/// <summary>Input of <c>playlist.verify</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Rows">Rows this ticket wrote.</param>
/// <param name="Sent">How often each was sent, by line; once where absent.</param>
/// <param name="LastWrite">When the last of them was written.</param>
/// <param name="Interactive">Whether somebody waits for it.</param>
/// <param name="Before">Rows of the ticket that were there before it.</param>
/// <param name="Start">Rows of the list before the ticket's first write.</param>
public sealed record VerifyList(
    string PlaylistId,
    IReadOnlyList<WantedTrack> Rows,
    IReadOnlyDictionary<int, int> Sent,
    DateTimeOffset LastWrite,
    bool Interactive,
    IReadOnlyList<WantedTrack>? Before = null,
    int Start = 0);

/// <summary>Result of <c>playlist.verify</c>.</summary>
/// <param name="Lost">Lines that are not in the list although they were written.</param>
/// <param name="DoubledHere">Rows whose copies are all this ticket's.</param>
/// <param name="DoubledElsewhere">Lines of which somebody else added a copy.</param>
/// <param name="Stop">Why the list could not be read, or null.</param>
public sealed record VerifiedList(
    IReadOnlyList<int> Lost,
    IReadOnlyList<DoubledRow> DoubledHere,
    IReadOnlyList<int> DoubledElsewhere,
    CallStop? Stop = null);

/// <summary>Input of <c>playlist.repair</c>.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="Row">The row whose copies are all this ticket's.</param>
/// <param name="Copies">Copies in the list.</param>
/// <param name="Position">Position of the first copy.</param>
public sealed record RepairRow(string PlaylistId, WantedTrack Row, int Copies, int Position);

/// <summary>Result of <c>playlist.repair</c>.</summary>
/// <param name="Removed">Copies taken out.</param>
public sealed record RepairedRow(int Removed);

/// <summary>A row of which this ticket has more than one copy in the list.</summary>
/// <param name="Line">The row.</param>
/// <param name="Copies">Copies in the list.</param>
/// <param name="Position">Position of the first copy.</param>
public sealed record DoubledRow(int Line, int Copies, int Position);
