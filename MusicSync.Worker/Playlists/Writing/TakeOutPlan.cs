namespace MusicSync.Worker.Playlists.Writing;

/// <summary>
/// Which rows of a sync may be taken out of a list. Spotify takes out all copies of a track, so every copy must be the sync's
/// own: written while it ran, and no more of them than it wrote. Pure.
/// </summary>
/// <param name="Removable">Rows to take out; those of one track stand together.</param>
/// <param name="Gone">Rows that are not there.</param>
/// <param name="Shared">Rows of tracks of which somebody else has a copy too.</param>
internal sealed record TakeOutPlan(IReadOnlyList<OwnRow> Removable, IReadOnlyList<OwnRow> Gone, IReadOnlyList<OwnRow> Shared)
{
    /// <summary>How far Spotify's clock may be from ours, with room to spare.</summary>
    public static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(2);

    public static TakeOutPlan For(
        IReadOnlyList<OwnRow> rows, IReadOnlyCollection<string> others, IReadOnlyList<PlaylistSlot> slots)
    {
        var copies = slots.Where(slot => slot.Uri is not null).ToLookup(slot => slot.Uri!, StringComparer.Ordinal);
        List<OwnRow> removable = [];
        List<OwnRow> gone = [];
        List<OwnRow> shared = [];
        foreach (var own in rows.GroupBy(row => row.Uri, StringComparer.Ordinal))
        {
            var found = copies[own.Key].ToList();
            var mine = found.Count(slot => own.Any(row => WasWrittenAs(row, slot)));
            if (mine == 0)
            {
                gone.AddRange(own);
            }
            else if (mine < found.Count || mine > own.Count() || others.Contains(own.Key))
            {
                shared.AddRange(own);
            }
            else
            {
                removable.AddRange(own.Take(mine));
                gone.AddRange(own.Skip(mine));
            }
        }

        return new TakeOutPlan(removable, gone, shared);
    }

    /// <summary>The list without these rows, as it is expected to be once they are taken out.</summary>
    public static IReadOnlyList<PlaylistSlot> Without(IReadOnlyList<PlaylistSlot> slots, IEnumerable<OwnRow> rows)
    {
        var uris = rows.Select(row => row.Uri).ToHashSet(StringComparer.Ordinal);
        return [.. slots.Where(slot => slot.Uri is null || !uris.Contains(slot.Uri))];
    }

    // A list of before Spotify kept that date says nothing; then the number of copies decides.
    private static bool WasWrittenAs(OwnRow row, PlaylistSlot slot) =>
        slot.AddedAt is not { } addedAt || (addedAt >= row.Since - ClockSlack && addedAt <= row.Until + ClockSlack);
}
