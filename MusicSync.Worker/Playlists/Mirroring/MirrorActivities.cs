using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Playlists.Mirroring;

/// <summary>The steps by which a playlist's writer makes a mirror's rows follow their source.</summary>
internal sealed class MirrorActivities(
    PlaylistReader reader, McpToolCaller mcp, CallStops stops, WriteTiming timing, TimeProvider time)
{
    /// <summary>
    /// Some writes, each behind an intent and a lease, until the playlist is as the source says. What has been proven is handed
    /// back before a failure is met again, since the workflow may give the step up between two attempts.
    /// </summary>
    [Activity("playlist.mirror")]
    public async Task<MirroredList> MirrorAsync(MirrorList list)
    {
        using var span = WorkerSpans.Start("mirror", list.Tracks.Count);
        var activity = ActivityExecutionContext.Current;
        var lease = new WriteLease(activity, timing, time);
        lease.RefuseIfOverdue();
        var journal = await WriteLease.JournalAsync<MirrorJournal>(activity) ?? list.Journal;
        if (journal.Intent is not null)
        {
            // The attempt before died with this write in flight; whether it happened is for the rules of evidence.
            return new MirroredList(journal);
        }

        await using var scope = ActivityScope.Start(activity, lease.NextBeat);
        var session = new MirrorSession(list, journal, lease, reader, mcp, timing, time);
        try
        {
            var mirrored = await session.RunAsync(scope.Token);
            span?.SetTag(WorkerSpans.Done, session.Writes);
            return mirrored;
        }
        catch (McpCallException exception) when (stops.OnTarget(exception.Failure) is { } stop)
        {
            span?.SetTag(WorkerSpans.Done, session.Writes).SetTag(WorkerSpans.Stop, stop.Kind);
            return new MirroredList(session.Journal, Stop: stop);
        }
        catch (Exception exception) when (session.Writes > 0 && exception is McpCallException or ApplicationFailureException)
        {
            return new MirroredList(session.Journal);
        }
        catch (OperationCanceledException) when (session.Writes > 0 || activity.CancellationToken.IsCancellationRequested)
        {
            // The ticket was withdrawn, or the worker ends, and nothing is in flight: a call that writes is not cancelled.
            return new MirroredList(session.Journal);
        }
        catch (McpCallException exception) when (exception.Failure.Kind == McpFailureKind.TooLate)
        {
            throw WriteLease.Fenced(exception.Failure.Message);
        }
    }

    /// <summary>Waits until a write in doubt is seen, or can no longer turn up; for as long as that takes.</summary>
    [Activity("playlist.mirror-settle")]
    public async Task<MirroredList> SettleAsync(MirrorList list)
    {
        using var span = WorkerSpans.Start("settle", list.Journal.Intent!.Lines.Count);
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var (source, context) = (new MirrorSource(list), new McpCallContext(list.Interactive));
        try
        {
            while (true)
            {
                var askedAt = time.GetUtcNow();
                var rows = await reader.ReadAllAsync(list.PlaylistId, context, scope.Token);
                if (MirrorEvidence.Of(new MirrorView(rows.Slots, source, list.Journal), rows, list.Journal, askedAt, timing) is { } settled)
                {
                    return new MirroredList(settled);
                }

                await Task.Delay(timing.SettlePoll, time, scope.Token);
            }
        }
        catch (McpCallException exception) when (stops.Of(exception.Failure) is { } stop)
        {
            throw WriteLease.HeldBack(stop, time.GetUtcNow());
        }
        catch (McpCallException exception) when (stops.OnTarget(exception.Failure) is { } stop)
        {
            // The playlist is gone, and with it whatever was sent.
            return new MirroredList(list.Journal with { Intent = null, Order = null }, Stop: stop);
        }
    }
}

/// <summary>The rules of evidence for what a mirror writes: as for adds, what is seen is proven, and what is not seen in time was not. Pure.</summary>
internal static class MirrorEvidence
{
    /// <summary>The journal once it is known what became of the write in doubt; null while that is open.</summary>
    public static MirrorJournal? Of(MirrorView view, PlaylistRows rows, MirrorJournal journal, DateTimeOffset askedAt, WriteTiming timing)
    {
        var doubt = journal.Intent!;
        if (view.Order == doubt.Order || (doubt.Kind == MirrorWrite.Append && view.HoldsAll(doubt.Lines)))
        {
            return Proven(journal, doubt, askedAt);
        }

        return askedAt >= WriteEvidence.SettledAt(doubt.NotAfter, rows.LastWriteInFlight, timing)
            ? journal with { Intent = null, Order = null }
            : null;
    }

    /// <summary>The journal with a write about to be sent.</summary>
    public static MirrorJournal Sending(MirrorJournal journal, MirrorIntent intent, DateTimeOffset now) => journal with
    {
        Intent = intent,
        Began = journal.Began ?? now,
        Sent = intent.Kind == MirrorWrite.Append
            ? Counted(journal.Sent, intent.Lines, line => journal.Sent.GetValueOrDefault(line) + 1)
            : journal.Sent,
    };

    /// <summary>The journal with a write that has happened.</summary>
    public static MirrorJournal Proven(MirrorJournal sending, MirrorIntent intent, DateTimeOffset now)
    {
        var proven = sending with { Intent = null, Order = intent.Order, LastWrite = now, Moved = sending.Moved + intent.Rows };
        return intent.Kind switch
        {
            MirrorWrite.Append => proven with { Added = [.. proven.Added.Union(intent.Lines)] },
            // Second copies are gone, and the first with them: they are added anew.
            MirrorWrite.TakeOut => proven with
            {
                Removed = [.. proven.Removed.Union(intent.Uris)],
                Added = [.. proven.Added.Except(intent.Lines)],
                Sent = Counted(proven.Sent, intent.Lines, _ => 0),
            },
            _ => proven,
        };
    }

    /// <summary>Whether what was read is older than the last write; only for as long as reads may lag.</summary>
    public static bool IsStale(MirrorView view, MirrorJournal journal, DateTimeOffset askedAt, WriteTiming timing) =>
        journal is { Order: { } order, LastWrite: { } written } && view.Order != order && askedAt < written + timing.SettleTime;

    private static Dictionary<int, int> Counted(IReadOnlyDictionary<int, int> counts, IEnumerable<int> lines, Func<int, int> count)
    {
        var counted = counts.ToDictionary();
        foreach (var line in lines)
        {
            counted[line] = count(line);
        }

        return counted;
    }
}
