using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Tickets that are verified by one look; one by itself keeps its own lines. Pure.</summary>
internal sealed class VerifyGroup(IReadOnlyList<TicketState> members)
{
    private readonly IReadOnlyList<IReadOnlyList<WantedTrack>> _written = [.. members.Select(member => member.Rows(member.Written))];
    private readonly NumberedRows? _rows = members.Count == 1 ? null : new(members.Select(member => member.Rows(member.Written)));

    /// <summary>What to look for.</summary>
    public VerifyList Request(string playlistId) => new(
        playlistId,
        _rows?.All ?? _written[0],
        members.SelectMany(SentAgain).ToDictionary(),
        members[0].LastWrite,
        members[0].Ticket.Interactive,
        [.. members.SelectMany(member => member.Rows(member.Changes.AlreadyPresent ?? []))],
        members.Min(member => member.Start ?? 0));

    /// <summary>What was seen of one member's rows.</summary>
    public VerifiedList Share(int member, VerifiedList verified) => _rows is null ? verified : verified with
    {
        Lost = _rows.Lines(member, verified.Lost),
        DoubledHere = [.. verified.DoubledHere.SelectMany(
            row => _rows.Lines(member, [row.Line]), (row, line) => row with { Line = line })],
        DoubledElsewhere = _rows.Lines(member, verified.DoubledElsewhere),
    };

    private IEnumerable<KeyValuePair<int, int>> SentAgain(TicketState member, int index) => _written[index]
        .Zip(_rows?.Of(index) ?? _written[index], (own, asked) => KeyValuePair.Create(asked.Line, member.Sent.GetValueOrDefault(own.Line)))
        .Where(sent => sent.Value > 1);
}
