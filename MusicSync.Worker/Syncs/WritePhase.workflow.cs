using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Writer;
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
        if (progress.WantedPrefix() is { } prefix && progress.IsOpen(prefix))
        {
            await WriteAsync(playlistId, prefix);
        }
    }

    private async Task<TicketProgress> WriteAsync(string playlistId, IReadOnlyList<WantedTrack> tracks)
    {
        progress.State = SyncState.Writing;
        _ended = null;
        _ticket = new Ticket(
            $"{request.Id}/{++Tickets}",
            Workflow.Info.WorkflowId,
            tracks,
            request.Options.Duplicates,
            request.IsInteractive);
        try
        {
            await SubmitAsync(playlistId, _ticket);
            while (_ended is null)
            {
                var seen = _signals;
                if (!await Workflow.WaitConditionAsync(() => _ended is not null || _signals > seen, SubmitAgainAfter))
                {
                    await SubmitAsync(playlistId, _ticket);
                }
            }

            return _ended;
        }
        catch (Exception exception) when (TemporalException.IsCanceledException(exception))
        {
            await WithdrawAsync(playlistId, _ticket);
            throw;
        }
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
