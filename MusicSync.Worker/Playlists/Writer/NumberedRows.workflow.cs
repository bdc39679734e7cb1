namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Rows of several tickets, numbered through, since two tickets may use the same lines. Pure.</summary>
internal sealed class NumberedRows
{
    private readonly List<(int Ticket, int Line)> _origins = [];
    private readonly List<WantedTrack> _rows = [];

    /// <param name="rowsOfTickets">The rows of each ticket.</param>
    public NumberedRows(IEnumerable<IReadOnlyList<WantedTrack>> rowsOfTickets)
    {
        foreach (var (ticket, rows) in rowsOfTickets.Index())
        {
            foreach (var row in rows)
            {
                _rows.Add(row with { Line = _rows.Count });
                _origins.Add((ticket, row.Line));
            }
        }
    }

    /// <summary>All rows; their lines are their numbers.</summary>
    public IReadOnlyList<WantedTrack> All => _rows;

    /// <summary>The rows of one ticket, by number.</summary>
    public IReadOnlyList<WantedTrack> Of(int ticket) => [.. _rows.Where(row => _origins[row.Line].Ticket == ticket)];

    /// <summary>What these numbers are in a ticket's own lines; those of other tickets are left out.</summary>
    public List<int> Lines(int ticket, IEnumerable<int> numbers) =>
        [.. numbers.Where(number => _origins[number].Ticket == ticket).Select(number => _origins[number].Line)];
}
