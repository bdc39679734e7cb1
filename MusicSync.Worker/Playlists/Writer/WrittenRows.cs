namespace MusicSync.Worker.Playlists.Writer;

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
