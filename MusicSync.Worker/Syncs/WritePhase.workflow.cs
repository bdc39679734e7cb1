using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Mirroring;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Syncs.Mirrors;
using MusicSync.Worker.Temporal;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs;

/// <summary>Hands the accepted tracks to the playlist's writer and follows its progress.</summary>
internal sealed class WritePhase(SyncRequest request, SyncProgress progress, SyncPause pause)
{
    // A writer that was terminated at Temporal sends nothing any more; the same ticket again is harmless.
    private static readonly TimeSpan SubmitAgainAfter = TimeSpan.FromMinutes(10);

    private Ticket? _ticket;
    private TicketProgress? _ended;
    private int _signals;
    private int _heard;
    private bool _refused;
    private Task? _watch;

    /// <summary>Tickets that were submitted.</summary>
    public int Tickets { get; private set; } = request.Carried?.Tickets ?? 0;

    /// <summary>Takes in what the writer reports.</summary>
    public void On(TicketProgress report)
    {
        if (report.TicketId != _ticket?.Id)
        {
            return;
        }

        _signals++;
        if (report.Phase == TicketPhase.Refused)
        {
            _refused = true;
            return;
        }

        progress.Add(report.Changes);
        progress.State = report.Phase == TicketPhase.Verifying ? SyncState.Verifying : SyncState.Writing;
        _ended = report.Phase is TicketPhase.Done or TicketPhase.Stopped or TicketPhase.Withdrawn ? report : null;
    }

    /// <summary>
    /// Makes the playlist contain everything wanted. After a stop the whole order is given again: what is there counts as
    /// there, and what vanished meanwhile is written again.
    /// </summary>
    public async Task RunAsync(string playlistId)
    {
        if (request.Mirror is not null)
        {
            await MirrorAsync(playlistId);
            return;
        }

        if (!progress.IsOpen(progress.Wanted()))
        {
            return;
        }

        while ((await WriteAsync(playlistId, progress.Wanted())).Stop is { } stop)
        {
            await pause.ForAsync(stop);
        }
    }

    /// <summary>Writes what can be written before a long wait; if that meets a stop too, it is left for afterwards.</summary>
    public async Task RunPrefixAsync(string playlistId)
    {
        // What is not decided yet would look as if it were gone from the list.
        if (request.Mirror is null && progress.WantedPrefix() is { } prefix && progress.IsOpen(prefix))
        {
            await WriteAsync(playlistId, prefix);
        }
    }

    /// <summary>Makes the rows that the mirror has added follow the list, or asks whether most of them are to go.</summary>
    private async Task MirrorAsync(string playlistId)
    {
        while (true)
        {
            var wish = progress.Wish();
            progress.Question = wish.Question;
            if (wish.Question is not null
                || (await WriteAsync(playlistId, wish.Tracks, new([.. progress.Own()!.Select(own => own.Uri)]))).Stop is not { } stop)
            {
                return;
            }

            await pause.ForAsync(stop);
        }
    }

    /// <summary>Keeps what is the mirror's own for its next sync, also when this one is cancelled.</summary>
    public Task KeepAsync(string mirror)
    {
        var kept = new KeptMirror(mirror, progress.Own()!);
        return Workflow.ExecuteActivityAsync(
            (MirrorMemory memory) => memory.KeepAsync(kept), SyncActivityOptions.DespiteCancellation(request));
    }

    private async Task<TicketProgress> WriteAsync(string playlistId, IReadOnlyList<WantedTrack> tracks, MirrorOrder? mirror = null)
    {
        progress.State = SyncState.Writing;
        (_ended, _refused) = (null, false);
        _ticket = new Ticket(
            $"{request.Id}/{++Tickets}",
            Workflow.Info.WorkflowId,
            tracks,
            request.Options.Duplicates,
            request.IsInteractive,
            Mirror: mirror);
        try
        {
            return await (SyncPatches.FewerActions ? HandOverAsync(playlistId, _ticket) : SubmitAndFollowAsync(playlistId, _ticket));
        }
        catch (Exception exception) when (TemporalException.IsCanceledException(exception))
        {
            await WithdrawAsync(playlistId, _ticket);
            throw;
        }
    }

    /// <summary>
    /// Sends a small ticket by one signal, any other by an update in an activity, and waits for its end. One timer is enough for
    /// however many reports.
    /// </summary>
    private async Task<TicketProgress> HandOverAsync(string playlistId, Ticket ticket)
    {
        if (ticket.Rows > PlaylistLimits.UrisPerWrite || !await SignalAsync(playlistId, ticket))
        {
            await SubmitAsync(playlistId, ticket);
        }

        while (true)
        {
            var watch = _watch ??= Workflow.DelayAsync(SubmitAgainAfter);
            await Workflow.WaitConditionAsync(() => _ended is not null || _refused || watch.IsCompleted);
            if (_ended is not null)
            {
                return _ended;
            }

            var isSilent = watch.IsCompleted && _signals == _heard;
            if (watch.IsCompleted)
            {
                (_watch, _heard) = (null, _signals);
            }

            if (_refused || isSilent)
            {
                _refused = false;
                await SubmitAsync(playlistId, ticket);
            }
        }
    }

    /// <summary>
    /// Sends a ticket to a writer that is there, inside the workflow's task: a signal of the workflow's own would cost one more.
    /// </summary>
    /// <returns>Whether it is.</returns>
    private static async Task<bool> SignalAsync(string playlistId, Ticket ticket)
    {
        if (!SyncPatches.InTask)
        {
            return await SignalByWorkflowAsync(playlistId, ticket);
        }

        var submit = new SubmitTicket(playlistId, ticket);
        return await InTask.TryAsync((TicketActivities activities) => activities.SubmitInTaskAsync(submit));
    }

    /// <summary>How a run that was begun by earlier code sends it.</summary>
    private static async Task<bool> SignalByWorkflowAsync(string playlistId, Ticket ticket)
    {
        var traced = ticket with { TraceParent = TraceHeader.ParentIn(Workflow.Info.Headers) };
        try
        {
            await Workflow.GetExternalWorkflowHandle(PlaylistWorkflow.IdOf(playlistId)).SignalAsync(TicketSignals.Submit, [traced]);
            return true;
        }
        catch (FailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            return false;
        }
    }

    /// <summary>How a run that was begun by earlier code hands a ticket over.</summary>
    private async Task<TicketProgress> SubmitAndFollowAsync(string playlistId, Ticket ticket)
    {
        await SubmitAsync(playlistId, ticket);
        while (_ended is null)
        {
            var seen = _signals;
            if (!await Workflow.WaitConditionAsync(() => _ended is not null || _signals > seen, SubmitAgainAfter))
            {
                await SubmitAsync(playlistId, ticket);
            }
        }

        return _ended;
    }

    private Task<TicketReceipt> SubmitAsync(string playlistId, Ticket ticket)
    {
        var submit = new SubmitTicket(playlistId, ticket);
        return Workflow.ExecuteActivityAsync(
            (TicketActivities activities) => activities.SubmitAsync(submit), SyncActivityOptions.Playlist(request));
    }

    private async Task WithdrawAsync(string playlistId, Ticket ticket)
    {
        var withdraw = new WithdrawTicket(playlistId, ticket.Id);
        progress.Add(await Workflow.ExecuteActivityAsync(
            (TicketActivities activities) => activities.WithdrawAsync(withdraw),
            SyncActivityOptions.DespiteCancellation(request)));
    }
}
