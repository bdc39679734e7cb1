using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Small tickets of one priority that are served in one step; each gets its own share of the result. Pure.</summary>
internal sealed class TicketGroup(IReadOnlyList<TicketState> members)
{
    private readonly NumberedRows _rows = new(members.Select(member => member.Ticket.Tracks));

    /// <summary>The tickets, in order of arrival.</summary>
    public IReadOnlyList<TicketState> Members => members;

    public IReadOnlyList<AddTicket> Request =>
        [.. members.Select((member, index) => new AddTicket(_rows.Of(index), member.Ticket.Duplicates))];

    public IReadOnlyList<WantedTrack> Rows(IEnumerable<int> numbers) => [.. _rows.All.IntersectBy(numbers, row => row.Line)];

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
                _rows.Lines(index, added.Absent), _rows.Lines(index, added.Present), _rows.Lines(index, added.Duplicates), added.Before));
        }

        var doubt = _rows.Lines(index, batch.Doubt?.Lines ?? []);
        member.Start ??= batch.Doubt?.Before.Total;
        var written = member.Apply(
            batch with
            {
                Written = _rows.Lines(index, batch.Written),
                Dead = _rows.Lines(index, batch.Dead),
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
}
