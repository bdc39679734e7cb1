using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Mirroring;

/// <summary>
/// One attempt at some of a mirror's writes. After each the list is known without another read; it is read again when that is no
/// longer sure, and before the mirror counts as done.
/// </summary>
internal sealed class MirrorSession(
    MirrorList list, MirrorJournal journal, WriteLease lease, PlaylistReader reader, McpToolCaller mcp, WriteTiming timing, TimeProvider time)
{
    // A song that somebody waits for is added between two attempts.
    private const int MaxWrites = 25;

    private readonly MirrorSource _source = new(list);
    private readonly McpCallContext _context = new(list.Interactive);
    private IReadOnlyList<PlaylistSlot>? _slots;
    private DateTimeOffset _askedAt;
    private bool _isAllRead = journal.Began is not null;
    private bool _isConcluded;
    private bool _wasMoveRefused;
    private int _appendAtMost = PlaylistLimits.UrisPerWrite;

    /// <summary>What is proven, and what is in doubt.</summary>
    public MirrorJournal Journal { get; private set; } = journal;

    /// <summary>Writes of this attempt that are proven.</summary>
    public int Writes { get; private set; }

    public async Task<MirroredList> RunAsync(CancellationToken cancellationToken)
    {
        lease.Record(Journal);
        while (true)
        {
            _slots ??= await ReadAsync(cancellationToken);
            var view = new MirrorView(_slots, _source, Journal);
            var step = view.Next();
            if (step is null && !_isConcluded)
            {
                return new MirroredList(Journal, view.ToEnd());
            }

            if (step is not null && (Writes == MaxWrites || lease.IsCanceled))
            {
                return new MirroredList(Journal);
            }

            if (step is not null && !_isAllRead && PlaylistReader.MayBeRemembered(_slots.Count))
            {
                // What was remembered may tell that nothing is to be done, but not whose copies a removal takes.
                _isAllRead = true;
                _slots = null;
            }
            else if (step is null || !await IsStillAsReadAsync(step, cancellationToken))
            {
                _slots = null;
            }
            else if (step is AppendStep { Uris: var missing } && _askedAt < list.TellingFrom && missing.Intersect(list.Recent).Any())
            {
                await PauseAsync(cancellationToken);
                _slots = null;
            }
            else if (Vanished(view, step) is { } stop)
            {
                return new MirroredList(Journal, Stop: stop);
            }
            else if (!await TrySendAsync(view, step))
            {
                return new MirroredList(Journal);
            }
        }
    }

    /// <summary>The list as it is: a read that is older than the last write is made again.</summary>
    private async Task<IReadOnlyList<PlaylistSlot>> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _askedAt = time.GetUtcNow();
            var rows = _isAllRead
                ? await reader.ReadAllAsync(list.PlaylistId, _context, cancellationToken)
                : await reader.ReadToCompareAsync(list.PlaylistId, _context, cancellationToken);
            if (!MirrorEvidence.IsStale(new MirrorView(rows.Slots, _source, Journal), Journal, _askedAt, timing))
            {
                _isConcluded = false;
                return rows.Slots;
            }

            await PauseAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Whether the list is as it was read or concluded, as far as a short read of where it matters can tell. After a write it is
    /// always looked: positions that an edit has shifted are other rows.
    /// </summary>
    private async Task<bool> IsStillAsReadAsync(MirrorStep step, CancellationToken cancellationToken)
    {
        if (!_isConcluded && time.GetUtcNow() - _askedAt < PlaylistLooks.StaysFresh)
        {
            return true;
        }

        _askedAt = time.GetUtcNow();
        var slots = _slots!;
        var isSame = await reader.EndsAsKnownAsync(
            list.PlaylistId, new ListTail(slots.Count, slots is [.., var last] ? last.Uri : null), _context, cancellationToken);
        return isSame && (step is not MoveStep move
            || await reader.ShowsAsync(list.PlaylistId, [.. slots.Skip(move.RangeStart).Take(move.RangeLength)], _context, cancellationToken));
    }

    /// <summary>Rows that were added, by proof, and are not there, are added once more; after that a difference is an error.</summary>
    private CallStop? Vanished(MirrorView view, MirrorStep step)
    {
        if (step is not AppendStep append || Lines(view, append.Uris).Intersect(Journal.Added).ToList() is not { Count: > 0 } lost)
        {
            return null;
        }

        if (lost.Intersect(Journal.Mended).ToList() is { Count: > 0 } again)
        {
            return new CallStop(
                ActivityFailureTypes.VerificationError,
                $"{again.Count} row(s) were written twice and are not in the playlist, lines {string.Join(", ", again.Take(20))}; "
                + "somebody or something removes them. Send the list again when that has stopped.");
        }

        Record(Journal with { Added = [.. Journal.Added.Except(lost)], Mended = [.. Journal.Mended, .. lost] });
        return null;
    }

    /// <summary>Sends one write.</summary>
    /// <returns>False when it is in doubt, or this attempt may write no more.</returns>
    private async Task<bool> TrySendAsync(MirrorView view, MirrorStep planned)
    {
        var step = planned is AppendStep { Uris: var uris } ? new AppendStep([.. uris.Take(_appendAtMost)]) : planned;
        var before = Journal;
        var now = time.GetUtcNow();
        var notAfter = now + timing.SendWithin;
        var after = MirroredRows.After(step, _slots!, view);
        var intent = Intent(view, step) with { NotAfter = notAfter };
        intent = intent with { Order = new MirrorView(after, _source, MirrorEvidence.Proven(MirrorEvidence.Sending(before, intent, now), intent, now)).Order };
        var sending = MirrorEvidence.Sending(before, intent, now);
        if (!await lease.TryTakeAsync(sending))
        {
            return lease.IsCanceled ? false : throw WriteLease.Fenced("Temporal did not confirm the right to write; nothing was sent.");
        }

        Journal = sending;
        try
        {
            await CallAsync(view, step, _context with { NotAfter = notAfter });
            if (step is AppendStep)
            {
                WorkerTelemetry.Added();
            }

            Record(MirrorEvidence.Proven(sending, intent, time.GetUtcNow()));
            (_slots, _isConcluded) = (after, true);
            Writes++;
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
            Journal = before;
            lease.TakeBack(before);
            if (exception.Failure.Kind != McpFailureKind.InvalidArgument || !await IsExplainedAsync(view, step))
            {
                throw;
            }

            return true;
        }
    }

    private static MirrorIntent Intent(MirrorView view, MirrorStep step) => step switch
    {
        AppendStep append => new(MirrorWrite.Append, Lines(view, append.Uris), [], 0, "", default),
        TakeOutStep takeOut => new(
            MirrorWrite.TakeOut, Lines(view, takeOut.Uris), [.. takeOut.Uris.Where(uri => view.Row(uri) is null)], 0, "", default),
        MoveStep move => new(MirrorWrite.Move, [], [], move.RangeLength, "", default),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private Task<McpAnswer<PlaylistWritten>> CallAsync(MirrorView view, MirrorStep step, McpCallContext context) => step switch
    {
        AppendStep append => mcp.CallAsync(
            SpotifyTools.AddToPlaylist, new AddToPlaylistArguments(list.PlaylistId, append.Uris), context, CancellationToken.None),
        TakeOutStep takeOut => mcp.CallAsync(
            SpotifyTools.RemoveFromPlaylist,
            new RemoveFromPlaylistArguments(list.PlaylistId, [.. takeOut.Uris.SelectMany(view.Names)]),
            context,
            CancellationToken.None),
        MoveStep move => mcp.CallAsync(
            SpotifyTools.ReorderPlaylistItems,
            new ReorderPlaylistItemsArguments(list.PlaylistId, move.RangeStart, move.InsertBefore, move.RangeLength),
            context,
            CancellationToken.None),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>Why a write was refused, where that is known: a dead track among those to add, or a list that has become shorter.</summary>
    private async Task<bool> IsExplainedAsync(MirrorView view, MirrorStep refused)
    {
        if (refused is AppendStep append)
        {
            return await HasDeadAsync(view, append);
        }

        var isFirst = !_wasMoveRefused;
        _wasMoveRefused = true;
        _slots = null;
        return isFirst && refused is MoveStep;
    }

    /// <summary>A batch with a dead track is refused whole: it is halved until the dead one stands alone.</summary>
    private async Task<bool> HasDeadAsync(MirrorView view, AppendStep refused)
    {
        if (refused.Uris.Count > 1)
        {
            _appendAtMost = refused.Uris.Count / 2;
            return true;
        }

        if (!await mcp.IsDeadAsync(refused.Uris[0], _context))
        {
            return false;
        }

        Record(Journal with { Dead = [.. Journal.Dead, .. Lines(view, refused.Uris)] });
        _appendAtMost = PlaylistLimits.UrisPerWrite;
        return true;
    }

    private static int[] Lines(MirrorView view, IEnumerable<string> uris) => [.. uris.Select(view.Row).OfType<WantedTrack>().Select(row => row.Line)];

    private void Record(MirrorJournal journal)
    {
        Journal = journal;
        lease.Record(journal);
    }

    private Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(timing.SettlePoll, time, cancellationToken);
}
