namespace MusicSync.Worker.Playlists;

/// <summary>Input of <see cref="PlaylistWorkflow"/>: the playlist, and what an earlier run hands on.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="TimeScale">Factor for the times that keep writers apart; 1 in production.</param>
/// <param name="SettleTime">How long a read may lag behind a write.</param>
/// <param name="Carried">State of the run before, or null.</param>
public sealed record PlaylistWriter(string PlaylistId, double TimeScale, TimeSpan SettleTime, WriterState? Carried = null);

/// <summary>Everything the writer of one playlist knows. Pure; travels along when it continues as new.</summary>
public sealed class WriterState
{
    private const int MostKnownTickets = 2_000;

    /// <summary>Open tickets, oldest first.</summary>
    public List<TicketState> Tickets { get; init; } = [];

    /// <summary>
    /// Ids of tickets that were taken, oldest first. Temporal's own dedupe by update id ends with the run (measured: up to 6
    /// of 200 updates ran twice unseen).
    /// </summary>
    public List<string> Taken { get; init; } = [];

    /// <summary>The list's end as last known, or null when it has to be compared first.</summary>
    public ListTail? Tail { get; set; }

    /// <summary>When that was found out.</summary>
    public DateTimeOffset TailReadAt { get; set; }

    /// <summary>Tracks written within the settle time, oldest first.</summary>
    public List<RecentWrite> Recent { get; init; } = [];

    /// <summary>Tracks that wait to be written, over all tickets.</summary>
    internal int Waiting => Tickets.Sum(ticket => ticket.Waiting);

    /// <summary>Whose turn it is: what is in doubt or ends first, then an interactive ticket between two batches of a bulk one.</summary>
    internal TicketState? Turn => Tickets.Find(ticket => ticket.Doubt is not null || ticket.Withdrawn)
        ?? Tickets.Find(ticket => ticket.Ticket.Interactive)
        ?? Tickets.FirstOrDefault();

    /// <summary>Takes a ticket, unless it was taken before.</summary>
    internal void Take(Ticket ticket)
    {
        if (Taken.Contains(ticket.Id))
        {
            return;
        }

        Taken.Add(ticket.Id);
        if (Taken.Count > MostKnownTickets)
        {
            Taken.RemoveAt(0);
        }

        Tickets.Add(new TicketState { Ticket = ticket });
    }

    /// <summary>Remembers what was written, and the totals a lagging read may still show.</summary>
    internal void Remember(IEnumerable<WantedTrack> rows, int totalBefore, DateTimeOffset now) =>
        Recent.AddRange(rows.Select(row => new RecentWrite(row, totalBefore, now)));

    /// <summary>The list is gone: when it comes back, nothing that was known of it holds.</summary>
    internal void LoseList()
    {
        Tail = null;
        Recent.Clear();
    }

    internal void Forget(DateTimeOffset olderThan) => Recent.RemoveAll(write => write.At < olderThan);
}

/// <summary>A track written lately.</summary>
/// <param name="Row">The row it was written for.</param>
/// <param name="TotalBefore">Rows of the list before that write.</param>
/// <param name="At">When the write was proven.</param>
public sealed record RecentWrite(WantedTrack Row, int TotalBefore, DateTimeOffset At);
