using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Reading;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>
/// The rules of evidence. Pure. A 201 proves a write, and so does seeing it. Not seeing it proves nothing until the settle
/// time has passed since the last moment at which it could have run; only then may the rows be sent again.
/// </summary>
internal static class WriteEvidence
{
    /// <summary>From this moment on, not seeing the write means that it did not happen.</summary>
    /// <param name="intent">The write.</param>
    /// <param name="lastWriteInFlight">When the host last had a write to this playlist in flight, as far as known.</param>
    /// <param name="timing">The times that keep writers apart.</param>
    public static DateTimeOffset SettledAt(WriteIntent intent, DateTimeOffset? lastWriteInFlight, WriteTiming timing) =>
        SettledAt(intent.NotAfter, lastWriteInFlight, timing);

    /// <summary>The same for a write of any kind that the host sends no later than this.</summary>
    public static DateTimeOffset SettledAt(DateTimeOffset notAfter, DateTimeOffset? lastWriteInFlight, WriteTiming timing)
    {
        // The host may send until NotAfter and then wait for Spotify; a frozen host says itself when it thawed.
        var couldRunUntil = notAfter + timing.HostWriteTimeout;
        return (lastWriteInFlight > couldRunUntil ? lastWriteInFlight.Value : couldRunUntil) + timing.SettleTime;
    }

    /// <summary>Whether every row of the write is among the rows behind the old end.</summary>
    public static bool IsSeen(IReadOnlyList<WantedTrack> rows, IReadOnlyList<PlaylistSlot> behind) =>
        PlaylistDiff.Between(rows, behind, DuplicateHandling.Keep).Absent.Count == 0;

    /// <summary>Whether every row of the write stands behind an undisturbed old end, if need be under another id.</summary>
    /// <param name="before">The end before the write.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="tail">What was read from that end on.</param>
    public static bool IsSeenBehind(ListTail before, IReadOnlyList<WantedTrack> rows, PlaylistRows tail)
    {
        PlaylistSlot[] behind = [.. tail.Slots.Where(slot => slot.Position >= before.Total)];
        return behind.Length == rows.Count
            ? Relinking.Lost(rows, behind, before.Total).Count == 0
            : IsSeen(rows, behind);
    }

    /// <summary>Whether the list still ends as it did, so that only its tail has to be read.</summary>
    /// <param name="known">The end as last known.</param>
    /// <param name="total">The total just read.</param>
    /// <param name="tail">Rows from <c>known.Total - 1</c> on.</param>
    public static bool IsUndisturbed(ListTail known, int total, IReadOnlyList<PlaylistSlot> tail) =>
        total >= known.Total && (known.Total == 0 || tail is [var anchor, ..] && anchor.Uri == known.LastUri);

    /// <summary>
    /// From this moment on a read tells all about a ticket's rows; earlier ones may lack the second copy of a row that was
    /// sent twice.
    /// </summary>
    /// <param name="sentAgain">Rows that were sent more than once.</param>
    /// <param name="lastWrite">When the last write was proven.</param>
    /// <param name="timing">The times that keep writers apart.</param>
    public static DateTimeOffset TellingFrom(int sentAgain, DateTimeOffset lastWrite, WriteTiming timing) =>
        sentAgain == 0 ? lastWrite : lastWrite + timing.SettleTime;

    /// <summary>Who doubled a written row.</summary>
    /// <param name="copies">Copies of its URI in the list.</param>
    /// <param name="wanted">Copies the ticket asked for.</param>
    /// <param name="sent">Copies this ticket has sent, doubtful ones included.</param>
    public static Doubling Doubled(int copies, int wanted, int sent) =>
        copies <= wanted ? Doubling.None : copies <= sent ? Doubling.Here : Doubling.Elsewhere;
}

/// <summary>A short read of a list's end.</summary>
internal static class ListEnds
{
    /// <summary>Whether the list is as long as it was known, and ends with the same row.</summary>
    public static async Task<bool> EndsAsKnownAsync(
        this PlaylistReader reader, string playlistId, ListTail known, McpCallContext context, CancellationToken cancellationToken)
    {
        var tail = await reader.ReadFromAsync(playlistId, known.Anchor(), context, cancellationToken);
        return tail.Total == known.Total && WriteEvidence.IsUndisturbed(known, tail.Total, tail.Slots);
    }

    /// <summary>Whether neighbouring rows stand where they were known to stand, as far as one page shows them.</summary>
    public static async Task<bool> ShowsAsync(
        this PlaylistReader reader, string playlistId, IReadOnlyList<PlaylistSlot> known, McpCallContext context, CancellationToken cancellationToken)
    {
        var page = await reader.ReadOnePageAsync(playlistId, known[0].Position, context, cancellationToken);
        return known.Zip(page.Slots).All(pair => pair.First.Uri == pair.Second.Uri);
    }
}

/// <summary>Who doubled a row.</summary>
internal enum Doubling
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>This ticket, by a write that turned up late; all copies are its own and may be removed.</summary>
    Here,

    /// <summary>Somebody else; removing would take their row too.</summary>
    Elsewhere,
}

/// <summary>Finds rows that stand in the list more often than they were asked for, and whose copies they are. Pure.</summary>
internal static class WrittenRows
{
    public static (IReadOnlyList<DoubledRow> Here, IReadOnlyList<int> Elsewhere) Doubled(
        IReadOnlyList<WantedTrack> rows,
        IReadOnlyList<WantedTrack> before,
        IReadOnlyList<PlaylistSlot> slots,
        IReadOnlyDictionary<int, int> sent)
    {
        var copiesBefore = before.CountBy(row => row.Track.Uri).ToDictionary();
        var copies = slots.Where(slot => slot.Uri is not null).ToLookup(slot => slot.Uri!, StringComparer.Ordinal);
        var here = new List<DoubledRow>();
        var elsewhere = new List<int>();
        foreach (var wanted in rows.GroupBy(row => row.Track.Uri))
        {
            var found = copies[wanted.Key].ToList();
            var timesSent = wanted.Sum(row => sent.GetValueOrDefault(row.Line, 1));
            var line = wanted.First().Line;
            var theirs = copiesBefore.GetValueOrDefault(wanted.Key);
            switch (WriteEvidence.Doubled(found.Count - theirs, wanted.Count(), timesSent))
            {
                // Removing takes all copies of a URI, so none may be somebody else's.
                case Doubling.Here when wanted.Count() == 1 && theirs == 0:
                    here.Add(new DoubledRow(line, found.Count, found[0].Position));
                    break;
                case Doubling.Here or Doubling.Elsewhere:
                    elsewhere.Add(line);
                    break;
            }
        }

        return (here, elsewhere);
    }
}

/// <summary>Adds to a list what was written so lately that a lagging read may not show it. Pure.</summary>
internal static class RecentWrites
{
    public static IReadOnlyList<PlaylistSlot> Overlay(IReadOnlyList<PlaylistSlot> slots, IReadOnlyList<WantedTrack> recent)
    {
        var visible = slots.Where(slot => slot.Uri is not null).CountBy(slot => slot.Uri!).ToDictionary();
        var unseen = recent
            .GroupBy(row => row.Track.Uri)
            .SelectMany(copies => copies.Skip(visible.GetValueOrDefault(copies.Key)));
        return [.. slots, .. unseen.Select(PlaylistSlot.Of)];
    }
}
