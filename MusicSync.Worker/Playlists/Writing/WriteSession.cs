using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>
/// Writes the rows of one batch under a lease and keeps the journal. A batch with a dead id is refused whole, so it is halved
/// until the dead rows are found; order is kept.
/// </summary>
internal sealed class WriteSession(
    WriteBatch batch, WriteLease lease, McpToolCaller mcp, CallStops stops, WriteTiming timing, TimeProvider time, WriteJournal journal)
{
    private readonly Stack<IReadOnlyList<WantedTrack>> _left = new([batch.Rows]);
    private WriteJournal _journal = journal;

    private bool HasProven => _journal.Written.Count + _journal.Dead.Count > 0;

    public async Task<WrittenBatch> RunAsync(CancellationToken stop)
    {
        while (_left.TryPop(out var rows))
        {
            if (stop.IsCancellationRequested || await TryWriteAsync(rows) is not { } step)
            {
                return Result(doubt: null, _journal.Tail);
            }

            if (step.Doubt is not null || step.Stop is not null)
            {
                return Result(step.Doubt, tail: null, step.Stop);
            }
        }

        return Result(doubt: null, _journal.Tail);
    }

    /// <summary>
    /// The same, but what is proven is handed back before a failure is met again: between two attempts the workflow may give
    /// the step up, and it learns nothing of heartbeats then.
    /// </summary>
    private async Task<WriteStep?> TryWriteAsync(IReadOnlyList<WantedTrack> rows)
    {
        try
        {
            return await WriteAsync(rows);
        }
        catch (Exception exception) when (HasProven && exception switch
        {
            McpCallException call => stops.OnTarget(call.Failure) is null,
            _ => exception is ApplicationFailureException,
        })
        {
            return null;
        }
    }

    /// <summary>Sends one group of rows; null when this attempt can write no more and hands back what it has.</summary>
    private async Task<WriteStep?> WriteAsync(IReadOnlyList<WantedTrack> rows)
    {
        // Counted from before the heartbeat is sent: its way to Temporal must not lengthen the lease.
        var notAfter = time.GetUtcNow() + timing.SendWithin;
        var intent = new WriteIntent([.. rows.Select(row => row.Line)], _journal.Tail, notAfter);
        if (!await lease.TryTakeAsync(_journal with { Intent = intent }))
        {
            return lease.IsCanceled ? null : throw WriteLease.Fenced("Temporal did not confirm the right to write; nothing was sent.");
        }

        try
        {
            var arguments = new AddToPlaylistArguments(batch.PlaylistId, [.. rows.Select(row => row.Track.Uri)]);
            await mcp.CallAsync(
                SpotifyTools.AddToPlaylist, arguments, new McpCallContext(batch.Interactive, notAfter), CancellationToken.None);
            WorkerTelemetry.Added();
            Record(_journal with
            {
                Written = [.. _journal.Written, .. intent.Lines],
                Tail = new ListTail(_journal.Tail.Total + rows.Count, rows[^1].Track.Uri),
            });
            return WriteStep.Proven;
        }
        catch (McpCallException exception) when (exception.Failure.OutcomeUnknown)
        {
            WorkerTelemetry.WroteWithUnknownOutcome();
            return new WriteStep(intent, Stop: null);
        }
        catch (McpCallException exception)
        {
            WorkerTelemetry.NotWritten(exception.Failure.Kind);
            lease.TakeBack(_journal);
            return await RefusedAsync(rows, exception);
        }
    }

    private async Task<WriteStep?> RefusedAsync(IReadOnlyList<WantedTrack> rows, McpCallException refusal)
    {
        if (refusal.Failure.Kind == McpFailureKind.TooLate)
        {
            throw WriteLease.Fenced(refusal.Failure.Message);
        }

        if (stops.OnTarget(refusal.Failure) is { } stop)
        {
            return new WriteStep(Doubt: null, stop);
        }

        if (refusal.Failure.Kind != McpFailureKind.InvalidArgument)
        {
            throw refusal;
        }

        if (rows.Count > 1)
        {
            _left.Push([.. rows.Skip(rows.Count / 2)]);
            _left.Push([.. rows.Take(rows.Count / 2)]);
        }
        else if (await mcp.IsDeadAsync(rows[0].Track.Uri, new McpCallContext(batch.Interactive)))
        {
            Record(_journal with { Dead = [.. _journal.Dead, rows[0].Line] });
        }
        else
        {
            throw refusal;
        }

        return WriteStep.Proven;
    }

    private void Record(WriteJournal journal)
    {
        _journal = journal with { Intent = null };
        lease.Record(_journal);
    }

    private WrittenBatch Result(WriteIntent? doubt, ListTail? tail, CallStop? stop = null) =>
        new(_journal.Written, _journal.Dead, doubt, tail, Stop: stop);

    private sealed record WriteStep(WriteIntent? Doubt, CallStop? Stop)
    {
        public static readonly WriteStep Proven = new(null, null);
    }
}

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
