using MusicSync.Worker.Playlists.Reading;

namespace MusicSync.Worker.Playlists.Mirroring;

/// <summary>
/// The next write that brings a playlist nearer to its source. Rows that the mirror added follow the source; rows of others are
/// never touched and never move relative to each other. Pure: it is asked anew after each write, with what was read then, so a lost
/// answer, or somebody's edit in between, is nothing special. At most as many writes as removals and additions make batches, and
/// one for each row outside the longest run that is in order already.
/// </summary>
internal static class MirrorPlan
{
    /// <summary>The next write, or null when the playlist is as the source says.</summary>
    /// <param name="rows">The playlist's rows, in order.</param>
    /// <param name="wanted">The source's tracks, in order, each once.</param>
    public static MirrorStep? Next(IReadOnlyList<MirrorRow> rows, IReadOnlyList<string> wanted)
    {
        // Spotify takes out all copies of a track: one that somebody else has too stays, and stands for ours.
        var others = rows.Where(row => !row.IsOwn).Select(row => row.Uri).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var places = wanted.Where(uri => !others.Contains(uri)).Select((uri, place) => (uri, place)).ToDictionary(
            entry => entry.uri, entry => entry.place, StringComparer.Ordinal);
        return TakeOut(rows, others, places) ?? (MirrorStep?)Append(rows, places) ?? Move(rows, places);
    }

    /// <summary>Rows that are gone from the source, and second copies of ours, which come back as one.</summary>
    private static TakeOutStep? TakeOut(IReadOnlyList<MirrorRow> rows, HashSet<string> others, Dictionary<string, int> places)
    {
        string[] surplus =
        [
            .. rows.Where(row => row is { IsOwn: true, Uri: not null } && !others.Contains(row.Uri))
                .GroupBy(row => row.Uri!, StringComparer.Ordinal)
                .Where(copies => !places.ContainsKey(copies.Key) || copies.Count() > 1)
                .Select(copies => copies.Key)
                .Take(PlaylistLimits.UrisPerWrite),
        ];
        return surplus.Length > 0 ? new TakeOutStep(surplus) : null;
    }

    private static AppendStep? Append(IReadOnlyList<MirrorRow> rows, Dictionary<string, int> places)
    {
        var there = rows.Select(row => row.Uri).OfType<string>().ToHashSet(StringComparer.Ordinal);
        string[] missing =
        [
            .. places.Where(entry => !there.Contains(entry.Key)).OrderBy(entry => entry.Value).Select(entry => entry.Key)
                .Take(PlaylistLimits.UrisPerWrite),
        ];
        return missing.Length > 0 ? new AppendStep(missing) : null;
    }

    /// <summary>
    /// The first run of the source's order that stands elsewhere goes behind the row before it. Each move makes the longest run in
    /// order longer, by all that it moves.
    /// </summary>
    private static MoveStep? Move(IReadOnlyList<MirrorRow> rows, Dictionary<string, int> places)
    {
        var positions = new int[places.Count];
        var order = new List<int>(places.Count);
        for (var position = 0; position < rows.Count; position++)
        {
            if (rows[position] is { IsOwn: true, Uri: { } uri } && places.TryGetValue(uri, out var place))
            {
                positions[place] = position;
                order.Add(place);
            }
        }

        var stays = LongestIncreasingRun.Of(order);
        var first = Enumerable.Range(0, places.Count).FirstOrDefault(place => !stays.Contains(place), places.Count);
        if (first == places.Count)
        {
            return null;
        }

        var length = 1;
        while (first + length < places.Count
            && !stays.Contains(first + length)
            && positions[first + length] == positions[first] + length
            && length < PlaylistLimits.UrisPerWrite)
        {
            length++;
        }

        // Before all of them: where the first that stays is.
        var before = first > 0 ? positions[first - 1] + 1 : positions[stays.Min()];
        return new MoveStep(positions[first], before, length);
    }
}

/// <summary>A row of a mirrored playlist.</summary>
/// <param name="Uri">Its track; null for what has none, such as a lost local file.</param>
/// <param name="IsOwn">Whether the mirror added it.</param>
internal sealed record MirrorRow(string? Uri, bool IsOwn);

/// <summary>One write.</summary>
internal abstract record MirrorStep;

/// <summary>Takes tracks out; all their copies are the mirror's own.</summary>
/// <param name="Uris">At most 100.</param>
internal sealed record TakeOutStep(IReadOnlyList<string> Uris) : MirrorStep;

/// <summary>Adds tracks at the end, from where they are moved.</summary>
/// <param name="Uris">At most 100, in the source's order.</param>
internal sealed record AppendStep(IReadOnlyList<string> Uris) : MirrorStep;

/// <summary>Moves neighbouring rows; the members are those of Spotify's <c>PUT /playlists/{id}/items</c>.</summary>
/// <param name="RangeStart">Position of the first, from 0.</param>
/// <param name="InsertBefore">Position, as it is before the move, of the row before which they go; the number of rows for the end.</param>
/// <param name="RangeLength">How many.</param>
internal sealed record MoveStep(int RangeStart, int InsertBefore, int RangeLength) : MirrorStep;
