using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>Puts one row into a playlist at its place, behind rows that are there already.</summary>
internal sealed class PlaceActivities(
    PlaylistReader reader, McpToolCaller mcp, CallStops stops, WriteTiming timing, TimeProvider time)
{
    /// <summary>
    /// Writes the row unless it is there, behind an intent and a lease, and sees it. A write whose answer was lost is looked for
    /// until it can no longer turn up; a later attempt goes on where the journal ends.
    /// </summary>
    [Activity("playlist.place")]
    public async Task<PlacedRow> PlaceAsync(PlaceRow request)
    {
        using var span = WorkerSpans.Start("place");
        var activity = ActivityExecutionContext.Current;
        var lease = new WriteLease(activity, timing, time);
        lease.RefuseIfOverdue();
        var journal = await WriteLease.JournalAsync<PlaceJournal>(activity) ?? new PlaceJournal();
        await using var scope = ActivityScope.Start(activity, lease.NextBeat);
        var session = new PlaceSession(request, lease, reader, mcp, timing, time, journal);
        try
        {
            var placed = await session.RunAsync(scope.Token);
            span?.SetTag(WorkerSpans.Outcome, placed.Outcome.ToString());
            return placed;
        }
        catch (McpCallException exception) when (session.HasSent && stops.Of(exception.Failure) is { } stop)
        {
            // What was sent is settled and seen by this step and no other, however long it takes.
            throw WriteLease.HeldBack(stop, time.GetUtcNow());
        }
        catch (McpCallException exception) when (stops.OnTarget(exception.Failure) is { } stop)
        {
            span?.SetTag(WorkerSpans.Stop, stop.Kind);
            return new PlacedRow(PlaceOutcome.None, Stop: stop);
        }
        catch (McpCallException exception) when (exception.Failure.Kind == McpFailureKind.TooLate)
        {
            throw WriteLease.Fenced(exception.Failure.Message);
        }
    }
}

/// <summary>One attempt at placing a row.</summary>
internal sealed class PlaceSession(
    PlaceRow request, WriteLease lease, PlaylistReader reader, McpToolCaller mcp, WriteTiming timing, TimeProvider time, PlaceJournal journal)
{
    private static readonly McpCallContext Context = McpCallContext.ForSomebodyWaiting;
    private PlaceJournal _journal = journal;

    public bool HasSent => _journal.Sent > 0;

    public async Task<PlacedRow> RunAsync(CancellationToken cancellationToken)
    {
        lease.Record(_journal);
        while (_journal.WrittenAt is null)
        {
            var askedAt = time.GetUtcNow();
            var rows = HasSent
                ? await reader.ReadAllAsync(request.PlaylistId, Context, cancellationToken)
                : await reader.ReadToCompareAsync(request.PlaylistId, Context, cancellationToken);
            var isThere = new SlotIndex(RecentWrites.Overlay(rows.Slots, request.Recent)).Holds(request.Row);
            if (isThere && !HasSent)
            {
                return new PlacedRow(PlaceOutcome.AlreadyPresent);
            }

            if (isThere)
            {
                // What was in doubt and is there now is this step's own.
                Record(_journal with { NotAfter = null, WrittenAt = time.GetUtcNow() });
            }
            else if ((_journal.NotAfter is { } sent && askedAt < WriteEvidence.SettledAt(sent, rows.LastWriteInFlight, timing))
                || (askedAt < request.TellingFrom && Places.LacksNearer(request.Behind, request.Recent, rows.Slots)))
            {
                await PauseAsync(cancellationToken);
            }
            else if (await IsStillAsReadAsync(rows, askedAt, cancellationToken) && !await TrySendAsync(rows))
            {
                return new PlacedRow(PlaceOutcome.Dead);
            }
        }

        return await SeeAsync(cancellationToken);
    }

    /// <summary>Whether the list ends as it did when it was read, if that is not only just now.</summary>
    private async Task<bool> IsStillAsReadAsync(PlaylistRows rows, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - askedAt < PlaylistLooks.StaysFresh)
        {
            return true;
        }

        return await reader.EndsAsKnownAsync(request.PlaylistId, rows.Tail(), Context, cancellationToken);
    }

    /// <summary>Sends the row.</summary>
    /// <returns>False when there is no such track.</returns>
    private async Task<bool> TrySendAsync(PlaylistRows rows)
    {
        var before = _journal with { NotAfter = null };
        var notAfter = time.GetUtcNow() + timing.SendWithin;
        var intent = new PlaceJournal(before.Sent + 1, notAfter, WrittenAt: null, rows.Total);
        if (!await lease.TryTakeAsync(intent))
        {
            throw WriteLease.Fenced("Temporal did not confirm the right to write; nothing was sent.");
        }

        _journal = intent;
        try
        {
            var arguments = new AddToPlaylistArguments(
                request.PlaylistId, [request.Row.Track.Uri], Places.Behind(request.Behind, rows.Slots));
            await mcp.CallAsync(SpotifyTools.AddToPlaylist, arguments, Context with { NotAfter = notAfter }, CancellationToken.None);
            WorkerTelemetry.Added();
            Record(intent with { NotAfter = null, WrittenAt = time.GetUtcNow() });
            return true;
        }
        catch (McpCallException exception) when (exception.Failure.OutcomeUnknown)
        {
            WorkerTelemetry.WroteWithUnknownOutcome();
            return true;
        }
        catch (McpCallException exception)
        {
            WorkerTelemetry.NotWritten(exception.Failure.Kind);
            _journal = before;
            lease.TakeBack(before);
            if (exception.Failure.Kind == McpFailureKind.InvalidArgument && await mcp.IsDeadAsync(request.Row.Track.Uri, Context))
            {
                return false;
            }

            throw;
        }
    }

    /// <summary>Reads the row back; of one that was sent twice a second copy may turn up until reads have caught up.</summary>
    private async Task<PlacedRow> SeeAsync(CancellationToken cancellationToken)
    {
        var settled = _journal.WrittenAt!.Value + timing.SettleTime;
        while (true)
        {
            var askedAt = time.GetUtcNow();
            var rows = await reader.ReadAllAsync(request.PlaylistId, Context, cancellationToken);
            var copies = rows.Slots.Where(slot => slot.Uri == request.Row.Track.Uri).ToList();
            var isSeen = copies.Count > 0 || new SlotIndex(rows.Slots).Holds(request.Row);
            if (askedAt < settled && (!isSeen || _journal.Sent > 1))
            {
                await PauseAsync(cancellationToken);
                continue;
            }

            return new PlacedRow(
                isSeen ? PlaceOutcome.Added : PlaceOutcome.Lost,
                _journal.TotalBefore,
                WriteEvidence.Doubled(copies.Count, wanted: 1, _journal.Sent) == Doubling.Here
                    ? new DoubledRow(request.Row.Line, copies.Count, copies[0].Position)
                    : null);
        }
    }

    private void Record(PlaceJournal journal)
    {
        _journal = journal;
        lease.Record(journal);
    }

    private Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(timing.SettlePoll, time, cancellationToken);
}

/// <summary>Where a row goes that belongs behind others. Pure.</summary>
internal static class Places
{
    /// <summary>Whether a row that was written lately is not seen yet, and would be nearer than those that are.</summary>
    public static bool LacksNearer(IReadOnlyList<string> uris, IReadOnlyList<WantedTrack> recent, IReadOnlyList<PlaylistSlot> slots)
    {
        var there = slots.Select(slot => slot.Uri).ToHashSet(StringComparer.Ordinal);
        var written = recent.Select(row => row.Track.Uri).ToHashSet(StringComparer.Ordinal);
        return uris.TakeWhile(uri => !there.Contains(uri)).Any(written.Contains);
    }

    /// <summary>The position behind the first of these tracks that is there; null for the end of the list.</summary>
    public static int? Behind(IReadOnlyList<string> uris, IReadOnlyList<PlaylistSlot> slots)
    {
        var positions = slots.Where(slot => slot.Uri is not null)
            .GroupBy(slot => slot.Uri!, StringComparer.Ordinal)
            .ToDictionary(copies => copies.Key, copies => copies.Min(slot => slot.Position), StringComparer.Ordinal);
        return uris.Where(positions.ContainsKey).Select(uri => (int?)positions[uri] + 1).FirstOrDefault() is { } position
            && position < slots.Count ? position : null;
    }
}
