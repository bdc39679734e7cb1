namespace MusicSync.Worker.Playlists;

/// <summary>
/// Recognises written rows that read back under another id. A row that the input named by its URI has nothing else to be
/// known by: its text is the input's own, its length unknown. Between its neighbours stands then a row that nobody asked for.
/// Pure.
/// </summary>
internal static class Relinking
{
    /// <summary>Lines of written rows that are in the list neither as they were written nor under another id.</summary>
    /// <param name="rows">Rows in the order in which they were written.</param>
    /// <param name="slots">Rows of the list.</param>
    /// <param name="start">Rows of the list before the first of them was written.</param>
    public static IReadOnlyList<int> Lost(IReadOnlyList<WantedTrack> rows, IReadOnlyList<PlaylistSlot> slots, int start)
    {
        var absent = PlaylistDiff.Between(rows, slots, DuplicateHandling.Keep).Lines(PlacementKind.Absent).ToHashSet();
        if (absent.Count == 0)
        {
            return [];
        }

        var gaps = new Gaps(rows, [.. slots.Where(slot => slot.Position >= start)], start);
        foreach (var row in rows)
        {
            gaps.Pass(row, absent.Contains(row.Line));
        }

        return gaps.Close();
    }

    /// <summary>Walks along the rows; absent ones in a row form a gap, which ends at the next one that is there.</summary>
    private sealed class Gaps
    {
        private readonly Dictionary<string, int[]> _positions;
        private readonly int[] _strangers;
        private readonly List<WantedTrack> _gap = [];
        private readonly List<int> _lost = [];
        private int _start;

        public Gaps(IReadOnlyList<WantedTrack> rows, IReadOnlyList<PlaylistSlot> slots, int start)
        {
            HashSet<string> asked = [.. rows.Select(row => row.Track.Uri)];
            _positions = slots.Where(slot => slot.Uri is not null).GroupBy(slot => slot.Uri!, slot => slot.Position, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Order().ToArray(), StringComparer.Ordinal);
            _strangers = [.. slots.Where(slot => slot is { Uri: { } uri, Track: not null } && !asked.Contains(uri))
                .Select(slot => slot.Position).Order()];
            _start = start;
        }

        public void Pass(WantedTrack row, bool isAbsent)
        {
            if (isAbsent)
            {
                _gap.Add(row);
            }
            else if (_positions.TryGetValue(row.Track.Uri, out var positions) && Before(positions, _start) is var at && at < positions.Length)
            {
                End(positions[at]);
                _start = positions[at];
            }
        }

        public List<int> Close()
        {
            End(int.MaxValue);
            return _lost;
        }

        private void End(int end)
        {
            var strangers = Before(_strangers, end) - Before(_strangers, _start);
            if (strangers < _gap.Count || !_gap.TrueForAll(row => row.GivenByUri))
            {
                _lost.AddRange(_gap.Select(row => row.Line));
            }

            _gap.Clear();
        }

        /// <summary>How many of the ascending positions lie before one.</summary>
        private static int Before(int[] positions, int position)
        {
            var found = Array.BinarySearch(positions, position);
            return found < 0 ? ~found : found;
        }
    }
}
