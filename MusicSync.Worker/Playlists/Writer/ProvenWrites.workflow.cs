using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>What follows from a write that is proven, whatever ticket it was for.</summary>
internal sealed class ProvenWrites(PlaylistWriter writer, WriterState state)
{
    /// <summary>Remembers a proven write, and spares other tickets the same tracks.</summary>
    public async Task AddAsync(IReadOnlyList<TicketState> writers, IReadOnlyList<WantedTrack> rows, int totalBefore)
    {
        if (rows.Count == 0)
        {
            return;
        }

        state.Forget(Workflow.UtcNow - writer.SettleTime);
        state.Remember(rows, totalBefore, Workflow.UtcNow);
        foreach (var other in state.Tickets.Except(writers).ToList())
        {
            var present = WriterPatches.Progress ? other.Yield(rows) : other.Yield(ByText(rows));
            if (present.AlreadyPresent is { Count: > 0 })
            {
                await TicketReporter.TellAsync(other, TicketPhase.Writing, present);
            }
        }
    }

    /// <summary>How runs of earlier code know a written track: the matcher's idea of an equal text counts too.</summary>
    private static Func<WantedTrack, bool> ByText(IReadOnlyList<WantedTrack> rows) =>
        new SlotIndex(rows.Select(PlaylistSlot.Of)).Holds;
}
