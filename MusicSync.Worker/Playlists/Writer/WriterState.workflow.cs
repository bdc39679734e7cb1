using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Input of <see cref="PlaylistWorkflow"/>: the playlist, and what an earlier run hands on.</summary>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="TimeScale">Factor for the times that keep writers apart; 1 in production.</param>
/// <param name="SettleTime">How long a read may lag behind a write.</param>
/// <param name="Carried">State of the run before, or null.</param>
/// <param name="ContinueAsNewAfterSteps">Steps after which a run ends; null leaves it to Temporal.</param>
/// <param name="MaxCarriedTracks">Rows that may be carried at a time, over all tickets.</param>
public sealed record PlaylistWriter(
    string PlaylistId,
    double TimeScale,
    TimeSpan SettleTime,
    WriterState? Carried = null,
    int? ContinueAsNewAfterSteps = null,
    int MaxCarriedTracks = WriterOptions.DefaultMaxCarriedTracks)
{
    /// <summary>Longest time until a write whose answer was lost has turned up or never will, and has been looked for.</summary>
    internal TimeSpan MaxDoubt => new WriteTiming(TimeScale, SettleTime).MaxDoubt * 1.5;
}

/// <summary>Everything the writer of one playlist knows. Pure; travels along when it continues as new.</summary>
public sealed class WriterState
{
    private const int MaxKnownTickets = 2_000;

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

    /// <summary>Edits that wait for their turn or have it, oldest first.</summary>
    public List<EditState> Edits { get; init; } = [];

    /// <summary>
    /// Until then a read may still show rows that an edit has taken out; null when none was. A list is not compared before.
    /// </summary>
    public DateTimeOffset? CaughtUpAt { get; set; }

    /// <summary>Whether there is anything to do.</summary>
    internal bool IsNeeded => Tickets.Count > 0 || Edits.Count > 0;

    /// <summary>The edit whose turn it is: somebody waits for it, but what is in doubt comes first.</summary>
    internal EditState? NextEdit => Tickets.Exists(ticket => ticket.IsInDoubt || ticket.Withdrawn) ? null : Edits.FirstOrDefault();

    /// <summary>Tracks that wait to be written, over all tickets.</summary>
    internal int Waiting => Tickets.Sum(ticket => ticket.Waiting);

    /// <summary>Whose turn it is: what is in doubt or ends first, then an interactive ticket between two batches of a bulk one.</summary>
    internal TicketState? Turn => Tickets.Find(ticket => ticket.IsInDoubt || ticket.Withdrawn)
        ?? Tickets.Find(ticket => ticket.Ticket.Interactive)
        ?? Tickets.FirstOrDefault();

    /// <summary>
    /// The tickets that are served in one step with the one whose turn it is: those of its priority that came next, up to the
    /// first that is not small or would make the write too large.
    /// </summary>
    internal IReadOnlyList<TicketState> Together(TicketState turn)
    {
        var rows = 0;
        return [.. Tickets.Where(ticket => ticket.Ticket.Interactive == turn.Ticket.Interactive)
            .SkipWhile(ticket => ticket != turn)
            .TakeWhile(ticket => ticket.IsSmall && (rows += ticket.Ticket.Tracks.Count) <= PlaylistLimits.UrisPerWrite)];
    }

    /// <summary>The tickets that are verified by one look with the one whose turn it is, that one first.</summary>
    internal IReadOnlyList<TicketState> VerifiedWith(TicketState turn)
    {
        List<TicketState> together = [turn];
        foreach (var ticket in Tickets.Where(ticket => ticket != turn && !turn.IsAlone))
        {
            if (together.TrueForAll(ticket.IsVerifiedWith))
            {
                together.Add(ticket);
            }
        }

        return together;
    }

    /// <summary>Tickets with rows of the one write that is in doubt, in the order in which they were sent.</summary>
    internal IReadOnlyList<TicketState> InDoubt => [.. Tickets.Where(ticket => ticket.Doubt is not null)];

    /// <summary>Rows that travel along when the writer continues as new: those of all tickets and edits, written or not, and what
    /// was written lately.</summary>
    internal int CarriedTracks => Tickets.Sum(ticket => ticket.Ticket.Rows) + Edits.Sum(edit => edit.Edit.Rows) + Recent.Count;

    internal TicketState? Find(string ticketId) => Tickets.Find(ticket => ticket.Ticket.Id == ticketId);

    /// <summary>Whether a ticket can be taken on. A known one costs nothing, and a single one always fits.</summary>
    internal bool HasRoomFor(Ticket ticket, int maxTracks) =>
        Taken.Contains(ticket.Id) || Tickets.Count == 0 || CarriedTracks + ticket.Rows <= maxTracks;

    /// <summary>Takes a ticket, unless it was taken before.</summary>
    internal void Take(Ticket ticket)
    {
        if (Know(ticket.Id))
        {
            Tickets.Add(new TicketState { Ticket = ticket });
        }
    }

    /// <summary>Whether an edit can be taken on. A known one costs nothing, and a single one always fits.</summary>
    internal bool HasRoomFor(PlaylistEdit edit, int maxTracks) =>
        Taken.Contains(edit.Id) || !IsNeeded || CarriedTracks + edit.Rows <= maxTracks;

    /// <summary>Takes an edit, unless it was taken before.</summary>
    internal void Take(PlaylistEdit edit)
    {
        if (Know(edit.Id))
        {
            Edits.Add(new EditState { Edit = edit });
        }
    }

    /// <summary>When a read tells whether these tracks, some of which may have been written just now, are there.</summary>
    internal DateTimeOffset TellingFrom(IEnumerable<string> uris, TimeSpan settleTime)
    {
        var written = uris.ToHashSet(StringComparer.Ordinal);
        return Recent.Where(write => written.Contains(write.Row.Track.Uri)).Select(write => write.At + settleTime).DefaultIfEmpty().Max();
    }

    /// <summary>Rows were taken out, or may have been: what is known of the list holds no more, and reads have to catch up.</summary>
    internal void TakenOut(IEnumerable<string> uris, DateTimeOffset caughtUpAt)
    {
        var gone = uris.ToHashSet(StringComparer.Ordinal);
        Recent.RemoveAll(write => gone.Contains(write.Row.Track.Uri));
        Tail = null;
        CaughtUpAt = caughtUpAt > CaughtUpAt ? caughtUpAt : CaughtUpAt ?? caughtUpAt;
    }

    /// <summary>Remembers a ticket's id, under which nothing is taken any more.</summary>
    /// <returns>Whether it is new.</returns>
    internal bool Know(string ticketId)
    {
        if (Taken.Contains(ticketId))
        {
            return false;
        }

        Taken.Add(ticketId);
        if (Taken.Count > MaxKnownTickets)
        {
            Taken.RemoveAt(0);
        }

        return true;
    }

    /// <summary>
    /// Takes over the list's end as a ticket's look at the whole list found it. Where it is another than the known one,
    /// somebody has edited the list, and what other tickets believe absent may be there.
    /// </summary>
    internal void Learn(TicketState looker, ComparedList compared) => Learn([looker], compared.Tail, compared.TailReadAt);

    /// <summary>The same for tickets that are served together.</summary>
    internal void Learn(IReadOnlyCollection<TicketState> lookers, ListTail? tail, DateTimeOffset readAt)
    {
        foreach (var other in Tickets.Where(other => tail != Tail && !lookers.Contains(other)))
        {
            other.Absent = null;
        }

        Tail = tail;
        TailReadAt = readAt;
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
