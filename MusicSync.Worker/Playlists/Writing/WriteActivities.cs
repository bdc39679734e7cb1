using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>The steps by which a playlist's writer makes it contain a ticket's tracks.</summary>
internal sealed class WriteActivities(
    PlaylistReader reader, BatchWriter writer, CallStops stops, WriteTiming timing, TimeProvider time)
{
    /// <summary>Reads the whole list and says which rows of a ticket are absent.</summary>
    [Activity("playlist.compare")]
    public async Task<ComparedList> CompareAsync(CompareList request)
    {
        using var span = WorkerSpans.Start("plan", request.Tracks.Count);
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var askedAt = time.GetUtcNow();
        try
        {
            var rows = await reader.ReadToCompareAsync(request.PlaylistId, new(request.Interactive), scope.Token);
            var slots = RecentWrites.Overlay(rows.Slots, request.Recent);
            var delta = PlaylistDiff.Between(request.Tracks, slots, request.Duplicates);
            return new ComparedList(
                delta.Lines(PlacementKind.Absent),
                delta.Lines(PlacementKind.Present),
                delta.Lines(PlacementKind.Duplicate),
                rows.Tail(),
                askedAt);
        }
        catch (McpCallException exception) when (stops.OnTarget(exception.Failure) is { } stop)
        {
            return new ComparedList([], [], [], Tail: null, Stop: stop);
        }
    }

    /// <summary>Adds at most 100 rows behind the last one, under a lease.</summary>
    [Activity("playlist.write")]
    public async Task<WrittenBatch> WriteAsync(WriteBatch batch)
    {
        using var span = WorkerSpans.Start("write", batch.Rows.Count);
        var activity = ActivityExecutionContext.Current;
        var lease = new WriteLease(activity, timing, time);
        lease.RefuseIfOverdue();
        var journal = await WriteLease.JournalAsync(activity) ?? new WriteJournal([], [], batch.Tail, Intent: null);
        if (journal.Intent is { } doubt)
        {
            // The attempt before died with this write in flight; whether it happened is for the rules of evidence.
            return new WrittenBatch(journal.Written, journal.Dead, doubt, Tail: null);
        }

        await using var scope = ActivityScope.Start(activity, lease.NextBeat);
        // What was read before an earlier attempt is not fresh any more.
        var known = activity.Info.Attempt == 1 ? batch : batch with { TailReadAt = default };
        var written = await writer.WriteAsync(known, journal, lease, activity.CancellationToken, scope.Token);
        span?.SetTag(WorkerSpans.Done, written.Written.Count).SetTag(WorkerSpans.Stop, written.Stop?.Kind);
        return written;
    }

    /// <summary>Waits until a write in doubt is seen, or can no longer turn up.</summary>
    [Activity("playlist.settle")]
    public async Task<SettledWrite> SettleAsync(SettleWrite request)
    {
        using var span = WorkerSpans.Start("settle", request.Rows.Count);
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var before = request.Intent.Before;
        var context = new McpCallContext(request.Interactive);
        try
        {
            while (true)
            {
                var askedAt = time.GetUtcNow();
                var tail = await reader.ReadFromAsync(request.PlaylistId, before.Anchor(), context, scope.Token);
                var undisturbed = WriteEvidence.IsUndisturbed(before, tail.Total, tail.Slots);
                var seen = undisturbed
                    ? WriteEvidence.IsSeenBehind(before, request.Rows, tail)
                    : WriteEvidence.IsSeen(
                        request.Rows, (await reader.ReadAllAsync(request.PlaylistId, context, scope.Token)).Slots);
                if (seen)
                {
                    return new SettledWrite(Seen: true, undisturbed ? tail.Tail() : null, TailReadAt: askedAt);
                }

                if (askedAt >= WriteEvidence.SettledAt(request.Intent, tail.LastWriteInFlight, timing))
                {
                    return new SettledWrite(Seen: false, Tail: null);
                }

                await Task.Delay(timing.SettlePoll, time, scope.Token);
            }
        }
        catch (McpCallException exception) when (stops.OnTarget(exception.Failure) is { } stop)
        {
            return new SettledWrite(Seen: false, Tail: null, stop);
        }
    }
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
