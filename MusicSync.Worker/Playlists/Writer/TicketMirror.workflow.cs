using MusicSync.Worker.Playlists.Mirroring;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>The workflow's side of a mirror's steps: some writes, or looking for one in doubt; then the sync is told.</summary>
internal sealed class TicketMirror(PlaylistWriter writer, WriterState state, TicketReporter reporter, ProvenWrites proven)
{
    // A mirror's total is not its end's: no read is taken for one that lags because it shows that many rows.
    private const int NoTotal = -1;

    /// <summary>Makes some writes.</summary>
    public async Task WriteAsync(TicketState ticket, CancellationToken cancellationToken)
    {
        state.Forget(Workflow.UtcNow - writer.SettleTime);
        var list = ListOf(ticket);
        MirroredList mirrored;
        try
        {
            mirrored = await Workflow.ExecuteActivityAsync(
                (MirrorActivities activities) => activities.MirrorAsync(list),
                WriterActivityOptions.Batch(writer.TimeScale, list.Interactive, cancellationToken));
        }
        catch (ActivityFailureException failure) when (failure.InnerException is TimeoutFailureException died)
        {
            // What is known of an attempt whose worker died, or was cut off.
            mirrored = new MirroredList(died.LastHeartbeatDetails.Count > 0 ? died.LastHeartbeatDetails.ElementAt<MirrorJournal>(0) : list.Journal);
        }

        await ApplyAsync(ticket, mirrored);
    }

    /// <summary>Finds out what became of a write in doubt.</summary>
    public async Task SettleAsync(TicketState ticket)
    {
        var list = ListOf(ticket);
        await ApplyAsync(ticket, await Workflow.ExecuteActivityAsync(
            (MirrorActivities activities) => activities.SettleAsync(list), WriterActivityOptions.Read(writer.TimeScale, list.Interactive)));
    }

    private MirrorList ListOf(TicketState ticket)
    {
        var wanted = ticket.Ticket.Tracks.Select(row => row.Track.Uri).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> recent = [.. state.Recent.Select(write => write.Row.Track.Uri).Where(wanted.Contains).Distinct(StringComparer.Ordinal)];
        return new MirrorList(
            writer.PlaylistId,
            ticket.Ticket.Tracks,
            ticket.Ticket.Mirror!.Own,
            ticket.Mirror ?? new MirrorJournal(),
            recent,
            state.TellingFrom(recent, writer.SettleTime),
            ticket.Ticket.Interactive);
    }

    private async Task ApplyAsync(TicketState ticket, MirroredList mirrored)
    {
        var before = ticket.Mirror;
        var news = ticket.Apply(mirrored);
        if (mirrored.Journal.Intent is not null || mirrored.Journal.LastWrite != before?.LastWrite)
        {
            // The list is not as it was known; who adds to it compares it anew.
            state.Tail = null;
        }

        if (mirrored.Journal.Removed.Except(before?.Removed ?? []).ToList() is { Count: > 0 } removed)
        {
            state.TakenOut(removed, Workflow.UtcNow + writer.SettleTime);
        }

        await proven.AddAsync([ticket], ticket.Rows(news.Added ?? []), NoTotal);
        if (!news.IsNone)
        {
            await TicketReporter.TellAsync(ticket, ticket.IsInDoubt ? TicketPhase.Verifying : TicketPhase.Writing, news);
        }

        if (!await reporter.StopAsync(ticket, mirrored.Stop) && ticket.Next == TicketStep.End)
        {
            await reporter.EndAsync(ticket);
        }
    }
}
