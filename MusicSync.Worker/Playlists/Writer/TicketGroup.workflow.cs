namespace MusicSync.Worker.Playlists.Writer;

/// <summary>
/// Small tickets of one priority that are served in one step. Their rows are numbered through, since two tickets may use the
/// same lines; each gets its own share of the result. Pure.
/// </summary>
internal sealed class TicketGroup
{
    private readonly IReadOnlyList<IReadOnlyList<WantedTrack>> _rows;
    private readonly IReadOnlyList<int> _firsts;

    public TicketGroup(IReadOnlyList<TicketState> members)
    {
        Members = members;
        var firsts = new List<int>();
        var rows = new List<IReadOnlyList<WantedTrack>>();
        var next = 0;
        foreach (var member in members)
        {
            var first = next;
            firsts.Add(first);
            rows.Add([.. member.Ticket.Tracks.Select((row, index) => row with { Line = first + index })]);
            next += member.Ticket.Tracks.Count;
        }

        (_firsts, _rows) = (firsts, rows);
    }

    /// <summary>The tickets, in order of arrival.</summary>
    public IReadOnlyList<TicketState> Members { get; }

    public IReadOnlyList<AddTicket> Request => [.. Members.Zip(_rows, (member, rows) => new AddTicket(rows, member.Ticket.Duplicates))];

    public IReadOnlyList<WantedTrack> Rows(IEnumerable<int> numbers)
    {
        var chosen = numbers.ToHashSet();
        return [.. _rows.SelectMany(rows => rows).Where(row => chosen.Contains(row.Line))];
    }

    /// <summary>Gives each member its share.</summary>
    /// <returns>What is news to each.</returns>
    public IReadOnlyList<PlaylistChanges> Apply(AddedTickets added, DateTimeOffset now)
    {
        var compared = added.Compared.ToHashSet();
        return [.. Members.Select((member, index) => Apply(index, member, compared.Contains(index), added, now))];
    }

    private PlaylistChanges Apply(int index, TicketState member, bool isCompared, AddedTickets added, DateTimeOffset now)
    {
        var batch = added.Batch;
        var placed = PlaylistChanges.None;
        if (isCompared)
        {
            placed = member.Apply(new ComparedList(
                Lines(index, added.Absent), Lines(index, added.Present), Lines(index, added.Duplicates), added.Before));
        }

        var doubt = Lines(index, batch.Doubt?.Lines ?? []);
        member.Start ??= batch.Doubt?.Before.Total;
        var written = member.Apply(
            batch with
            {
                Written = Lines(index, batch.Written),
                Dead = Lines(index, batch.Dead),
                Doubt = doubt.Count == 0 ? null : batch.Doubt! with { Lines = doubt },
            },
            now);
        if (batch.Tail is null && member.Absent is { Count: > 0 })
        {
            // Somebody else edited the list: what is absent has to be found again.
            member.Absent = null;
        }

        return placed.And(written);
    }

    private List<int> Lines(int index, IReadOnlyList<int> numbers)
    {
        var (first, tracks) = (_firsts[index], Members[index].Ticket.Tracks);
        return [.. numbers.Where(number => number >= first && number < first + tracks.Count).Select(number => tracks[number - first].Line)];
    }
}
