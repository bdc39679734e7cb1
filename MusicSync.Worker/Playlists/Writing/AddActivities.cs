using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>Serves small tickets in one step: one look at the list for all, one write, one read back.</summary>
internal sealed class AddActivities(
    PlaylistReader reader, PlaylistLooks looks, BatchWriter writer, CallStops stops, WriteTiming timing, TimeProvider time)
{
    /// <summary>
    /// Compares and writes the rows of all tickets. Until its first intent is recorded it has only read, so that an attempt
    /// before that may be repeated or given up.
    /// </summary>
    [Activity("playlist.add")]
    public async Task<AddedTickets> AddAsync(AddTickets request)
    {
        using var span = WorkerSpans.Start("write", request.Tickets.Sum(ticket => ticket.Rows.Count));
        var activity = ActivityExecutionContext.Current;
        var lease = new WriteLease(activity, timing, time);
        lease.RefuseIfOverdue();
        if (await WriteLease.JournalAsync(activity) is { } before && before is not { Written: [], Dead: [], Intent: null })
        {
            // The attempt before got as far as that; what is left is compared anew.
            return AddedTickets.NotCompared(new WrittenBatch(before.Written, before.Dead, before.Intent, Tail: null));
        }

        await using var scope = ActivityScope.Start(activity, lease.NextBeat);
        var compared = await CompareAsync(request, scope.Token);
        if (compared is not { Compared.Count: > 0, Absent.Count: > 0, Before: { } tail })
        {
            return compared;
        }

        var rows = request.Tickets.SelectMany(ticket => ticket.Rows).IntersectBy(compared.Absent, row => row.Line).ToList();
        var batch = new WriteBatch(
            request.PlaylistId,
            rows,
            tail,
            compared.Batch.TailReadAt,
            [.. request.StaleTotals.Where(total => total != tail.Total)],
            OnlyBatch: true,
            request.Interactive);
        var written = await writer.WriteAsync(batch, new WriteJournal([], [], tail, Intent: null), lease, activity.CancellationToken, scope.Token);
        span?.SetTag(WorkerSpans.Done, written.Written.Count).SetTag(WorkerSpans.Stop, written.Stop?.Kind);
        return compared with { Batch = written };
    }

    private async Task<AddedTickets> CompareAsync(AddTickets request, CancellationToken cancellationToken)
    {
        using var span = WorkerSpans.Start("plan", request.Tickets.Sum(ticket => ticket.Rows.Count));
        try
        {
            var (rows, askedAt) = await LookAsync(request, cancellationToken);
            return TicketsPlan.For(request.Tickets, RecentWrites.Overlay(rows.Slots, request.Recent), rows.Tail(), askedAt);
        }
        catch (McpCallException exception) when (stops.OnTarget(exception.Failure) is { } stop)
        {
            return AddedTickets.NotCompared(new WrittenBatch([], [], Doubt: null, Tail: null, Stop: stop));
        }
    }

    /// <summary>
    /// The list as a sync has just seen it, or as it is now. A look proves no more than a read that was as far behind, so it must
    /// end as the list is known to end: a doubt that was settled, a foreign edit or another replica's write show in that.
    /// </summary>
    private async Task<PlaylistLook> LookAsync(AddTickets request, CancellationToken cancellationToken)
    {
        if (await looks.TakeAsync(request.PlaylistId) is { } look && (request.IsFirst || look.Rows.Tail() == request.Tail))
        {
            return look;
        }

        var askedAt = time.GetUtcNow();
        return new PlaylistLook(await reader.ReadToCompareAsync(request.PlaylistId, new(request.Interactive), cancellationToken), askedAt);
    }
}

/// <summary>Finds what tickets that are served together have to write: what each would, were they served in turn. Pure.</summary>
internal static class TicketsPlan
{
    public static AddedTickets For(
        IReadOnlyList<AddTicket> tickets, IReadOnlyList<PlaylistSlot> slots, ListTail tail, DateTimeOffset readAt)
    {
        var planned = new SlotIndex([]);
        List<RowPlacement> placed = [];
        List<int> compared = [];
        foreach (var (index, ticket) in tickets.Index())
        {
            // One of its rows is about to be written for a ticket before it, perhaps: whether it is there shows afterwards.
            if (ticket.Rows.Any(planned.Holds))
            {
                continue;
            }

            compared.Add(index);
            var delta = PlaylistDiff.Between(ticket.Rows, slots, ticket.Duplicates);
            placed.AddRange(delta.Rows);
            foreach (var row in delta.Absent)
            {
                planned.Add(PlaylistSlot.Of(row));
            }
        }

        var all = new PlaylistDelta(placed);
        return new AddedTickets(
            compared,
            all.Lines(PlacementKind.Absent),
            all.Lines(PlacementKind.Present),
            all.Lines(PlacementKind.Duplicate),
            tail,
            new WrittenBatch([], [], Doubt: null, tail, readAt));
    }
}
