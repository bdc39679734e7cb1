using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>Writes one batch under a lease, behind an end that is as known, and reads it back.</summary>
internal sealed partial class BatchWriter(
    PlaylistReader reader, McpToolCaller mcp, CallStops stops, WriteTiming timing, TimeProvider time, ILogger<BatchWriter> logger)
{
    /// <summary>Writes what the journal does not know yet.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="journal">What was done before; without a write in doubt.</param>
    /// <param name="lease">The right to write; keeps the journal.</param>
    /// <param name="withdrawn">Fires when the step is given up.</param>
    /// <param name="stop">Fires when the activity is to end.</param>
    public async Task<WrittenBatch> WriteAsync(
        WriteBatch batch, WriteJournal journal, WriteLease lease, CancellationToken withdrawn, CancellationToken stop)
    {
        lease.Record(journal);
        var rows = batch.Rows.ExceptBy([.. journal.Written, .. journal.Dead], row => row.Line).ToList();
        var context = new McpCallContext(batch.Interactive);
        try
        {
            if (!await IsAsKnownAsync(batch, journal.Tail, context, stop))
            {
                return new WrittenBatch(journal.Written, journal.Dead, Doubt: null, Tail: null);
            }

            var session = new WriteSession(batch with { Rows = rows }, lease, mcp, stops, timing, time, journal);
            var written = await session.RunAsync(stop);
            LogOf(written, rows.Count);
            return written is { Tail: { } tail } ? await ReadBackAsync(batch, written, tail, context, stop) : written;
        }
        catch (McpCallException exception) when (stops.OnTarget(exception.Failure) is { } met)
        {
            // What was proven before the stop stays proven.
            var proven = (WriteJournal)lease.Details!;
            return new WrittenBatch(proven.Written, proven.Dead, Doubt: null, Tail: null, Stop: met);
        }
        catch (OperationCanceledException) when (withdrawn.IsCancellationRequested)
        {
            // The ticket was withdrawn, and nothing is in flight: a call that writes is not cancelled.
            var proven = (WriteJournal)lease.Details!;
            return new WrittenBatch(proven.Written, proven.Dead, Doubt: null, proven.Tail);
        }
    }

    /// <summary>A short read of the list's end: nobody has edited since it was last known.</summary>
    private async Task<bool> IsAsKnownAsync(
        WriteBatch batch, ListTail known, McpCallContext context, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - batch.TailReadAt < PlaylistLooks.StaysFresh)
        {
            return true;
        }

        var tail = await reader.ReadFromAsync(batch.PlaylistId, known.Anchor(), context, cancellationToken);
        return batch.StaleTotals.Contains(tail.Total)
            || (tail.Total == known.Total && WriteEvidence.IsUndisturbed(known, tail.Total, tail.Slots));
    }

    /// <summary>Reads the end again: as expected, it is known for the next batch; otherwise somebody edits the list too.</summary>
    private async Task<WrittenBatch> ReadBackAsync(
        WriteBatch batch, WrittenBatch written, ListTail expected, McpCallContext context, CancellationToken cancellationToken)
    {
        if (written.Written.Count == 0)
        {
            return written;
        }

        var offset = batch.OnlyBatch ? batch.Tail.Anchor() : expected.Anchor();
        var askedAt = time.GetUtcNow();
        PlaylistRows rows;
        try
        {
            rows = await reader.ReadFromAsync(batch.PlaylistId, offset, context, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException
            || (exception is McpCallException { Failure: var failure } && stops.OnTarget(failure) is null))
        {
            // The write itself is proven; whoever writes next looks at the end before.
            return written;
        }

        if (rows.Total < expected.Total)
        {
            // The read lags; the write itself is proven.
            return written;
        }

        var complete = batch.OnlyBatch
            && rows.Total == expected.Total
            && written.Written.Count + written.Dead.Count == batch.Rows.Count
            && WriteEvidence.IsSeen(
                [.. batch.Rows.IntersectBy(written.Written, row => row.Line)],
                [.. rows.Slots.Where(slot => slot.Position >= batch.Tail.Total)]);
        return rows.Total == expected.Total
            ? written with { Tail = rows.Tail(), TailReadAt = askedAt, Verified = complete }
            : written with { Tail = null };
    }

    private void LogOf(WrittenBatch batch, int rows)
    {
        if (batch.Stop is { Kind: var stop })
        {
            Log.BatchStopped(logger, batch.Written.Count, rows, stop);
        }
        else
        {
            Log.BatchWritten(logger, batch.Written.Count, rows);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Written} of {Rows} rows written")]
        public static partial void BatchWritten(ILogger logger, int written, int rows);

        [LoggerMessage(LogLevel.Information, "{Written} of {Rows} rows written, stopped by {Stop}")]
        public static partial void BatchStopped(ILogger logger, int written, int rows, string stop);
    }
}
