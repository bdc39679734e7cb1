using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>Takes rows of one sync out of a playlist.</summary>
internal sealed class TakeOutActivities(
    PlaylistReader reader, McpToolCaller mcp, CallStops stops, WriteTiming timing, TimeProvider time)
{
    /// <summary>
    /// Takes rows out, at most 100 tracks a call, each behind an intent and a lease. A call whose answer was lost is looked for
    /// before anything else is sent; a later attempt goes on where the journal ends.
    /// </summary>
    [Activity("playlist.take-out")]
    public async Task<TakenOut> TakeOutAsync(TakeOutRows request)
    {
        using var span = WorkerSpans.Start("take out", request.Rows.Count);
        var activity = ActivityExecutionContext.Current;
        var lease = new WriteLease(activity, timing, time);
        lease.RefuseIfOverdue();
        var journal = await WriteLease.JournalAsync<TakeOutJournal>(activity) ?? new TakeOutJournal([]);
        await using var scope = ActivityScope.Start(activity, lease.NextBeat);
        var session = new TakeOutSession(request, lease, reader, mcp, timing, time, journal);
        try
        {
            var taken = await session.RunAsync(scope.Token);
            span?.SetTag(WorkerSpans.Done, taken.Removed.Count);
            return taken;
        }
        catch (McpCallException exception) when (!session.IsProven && stops.Of(exception.Failure) is { } stop)
        {
            // A call in doubt is settled by this step and no other, however long it takes.
            throw WriteLease.HeldBack(stop, time.GetUtcNow());
        }
        catch (McpCallException exception) when (stops.OnTarget(exception.Failure) is { } stop)
        {
            span?.SetTag(WorkerSpans.Done, session.Removed.Count).SetTag(WorkerSpans.Stop, stop.Kind);
            return new TakenOut(session.Removed, [], [], Total: 0, stop);
        }
        catch (McpCallException exception) when (exception.Failure.Kind == McpFailureKind.TooLate)
        {
            throw WriteLease.Fenced(exception.Failure.Message);
        }
    }
}

/// <summary>One attempt at taking rows out.</summary>
internal sealed class TakeOutSession(
    TakeOutRows request, WriteLease lease, PlaylistReader reader, McpToolCaller mcp, WriteTiming timing, TimeProvider time, TakeOutJournal journal)
{
    private readonly McpCallContext _context = new(Interactive: request.Rows.Count <= PlaylistLimits.UrisPerWrite);
    private TakeOutJournal _journal = journal;

    public IReadOnlyList<int> Removed => _journal.Removed;

    /// <summary>Whether it is known of every call that was sent what it has done.</summary>
    public bool IsProven => _journal.Intent is null;

    public async Task<TakenOut> RunAsync(CancellationToken cancellationToken)
    {
        lease.Record(_journal);
        while (true)
        {
            var askedAt = time.GetUtcNow();
            var rows = await reader.ReadAllAsync(request.PlaylistId, _context, cancellationToken);
            if (_journal.Intent is { } doubt && !Settle(doubt, rows, askedAt))
            {
                await PauseAsync(cancellationToken);
                continue;
            }

            var plan = TakeOutPlan.For([.. request.Rows.ExceptBy(Removed, row => row.Line)], request.Others, rows.Slots);
            if (plan.Removable.Count > 0)
            {
                await TakeOutAsync(plan.Removable, rows, askedAt, cancellationToken);
            }
            else if (IsOver(plan, rows, askedAt))
            {
                return new TakenOut(Removed, Lines(plan.Gone), Lines(plan.Shared), rows.Total);
            }
            else
            {
                await PauseAsync(cancellationToken);
            }
        }
    }

    /// <summary>Not seeing a row says that it is gone, and seeing one says nothing, until reads have caught up.</summary>
    private bool IsOver(TakeOutPlan plan, PlaylistRows rows, DateTimeOffset askedAt)
    {
        var removed = request.Rows.IntersectBy(Removed, row => row.Line);
        return (plan.Gone.Count == 0 || askedAt >= request.TellingFrom)
            && (TakeOutPlan.Without(rows.Slots, removed).Count == rows.Slots.Count || askedAt >= _journal.LastWrite + timing.SettleTime);
    }

    /// <summary>What became of the call whose answer was lost; false while it may still turn up.</summary>
    private bool Settle(TakeOutIntent doubt, PlaylistRows rows, DateTimeOffset askedAt)
    {
        var sent = request.Rows.IntersectBy(doubt.Lines, row => row.Line).ToList();
        var isDone = TakeOutPlan.Without(rows.Slots, sent).Count == rows.Slots.Count && askedAt >= request.TellingFrom;
        if (!isDone && askedAt < WriteEvidence.SettledAt(doubt.NotAfter, rows.LastWriteInFlight, timing))
        {
            return false;
        }

        Record(isDone ? Proven(doubt) : _journal with { Intent = null });
        return true;
    }

    /// <summary>Takes rows out until something is in doubt, or the list is not as it was read.</summary>
    private async Task TakeOutAsync(
        IReadOnlyList<OwnRow> removable, PlaylistRows rows, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var slots = rows.Slots;
        foreach (var batch in removable.GroupBy(row => row.Uri, StringComparer.Ordinal).Chunk(PlaylistLimits.UrisPerWrite))
        {
            if (time.GetUtcNow() - askedAt >= PlaylistLooks.StaysFresh)
            {
                askedAt = time.GetUtcNow();
                if (!await IsAsKnownAsync(slots, cancellationToken))
                {
                    return;
                }
            }

            OwnRow[] sent = [.. batch.SelectMany(copies => copies)];
            if (!await TrySendAsync(sent, [.. batch.Select(copies => copies.Key)]))
            {
                return;
            }

            slots = TakeOutPlan.Without(slots, sent);
        }
    }

    /// <summary>A short read of the end: where somebody has edited the list, copies are counted anew.</summary>
    private Task<bool> IsAsKnownAsync(IReadOnlyList<PlaylistSlot> slots, CancellationToken cancellationToken) =>
        reader.EndsAsKnownAsync(request.PlaylistId, new ListTail(slots.Count, slots is [.., var last] ? last.Uri : null), _context, cancellationToken);

    private async Task<bool> TrySendAsync(IReadOnlyList<OwnRow> rows, IReadOnlyList<string> uris)
    {
        var before = _journal;
        var notAfter = time.GetUtcNow() + timing.SendWithin;
        var intent = new TakeOutIntent(Lines(rows), notAfter);
        if (!await lease.TryTakeAsync(before with { Intent = intent }))
        {
            throw WriteLease.Fenced("Temporal did not confirm the right to write; nothing was sent.");
        }

        _journal = before with { Intent = intent };
        try
        {
            await mcp.CallAsync(
                SpotifyTools.RemoveFromPlaylist,
                new RemoveFromPlaylistArguments(request.PlaylistId, uris),
                _context with { NotAfter = notAfter },
                CancellationToken.None);
            Record(Proven(intent));
            return true;
        }
        catch (McpCallException exception) when (exception.Failure.OutcomeUnknown)
        {
            WorkerTelemetry.WroteWithUnknownOutcome();
            return false;
        }
        catch (McpCallException exception)
        {
            WorkerTelemetry.NotWritten(exception.Failure.Kind);
            _journal = before;
            lease.TakeBack(before);
            throw;
        }
    }

    private TakeOutJournal Proven(TakeOutIntent intent) => new([.. Removed, .. intent.Lines], Intent: null, time.GetUtcNow());

    private void Record(TakeOutJournal journal)
    {
        _journal = journal;
        lease.Record(journal);
    }

    private Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(timing.SettlePoll, time, cancellationToken);

    private static int[] Lines(IEnumerable<OwnRow> rows) => [.. rows.Select(row => row.Line)];
}
