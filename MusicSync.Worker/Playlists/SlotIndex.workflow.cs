using MusicSync.Worker.Matching;
using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Playlists;

/// <summary>Finds the slot that holds a wanted track, by URI first, then by ISRC, then by title, artists and length.</summary>
internal sealed class SlotIndex
{
    private readonly Dictionary<string, List<PlaylistSlot>> _byUri = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PlaylistSlot>> _byIsrc = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<PlaylistSlot>> _byText = new(StringComparer.Ordinal);
    private readonly HashSet<PlaylistSlot> _claimed = new(ReferenceEqualityComparer.Instance);

    public SlotIndex(IEnumerable<PlaylistSlot> slots)
    {
        foreach (var slot in slots)
        {
            Add(slot);
        }
    }

    public void Add(PlaylistSlot slot)
    {
        if (slot is not { Uri: { } uri, Track: { } track })
        {
            return;
        }

        Append(_byUri, uri, slot);
        Append(_byText, TrackIdentity.TextKey(track.Title, track.Artists), slot);
        if (track.Isrc is { Length: > 0 } isrc)
        {
            Append(_byIsrc, isrc, slot);
        }
    }

    /// <summary>Takes the slot with this very URI, unless it is taken already.</summary>
    public bool ClaimExact(WantedTrack wanted) => Claim(Free(_byUri, wanted.Track.Uri).FirstOrDefault());

    /// <summary>Takes a slot that holds the same recording under another id.</summary>
    public bool ClaimSimilar(WantedTrack wanted) =>
        Claim(Similar(wanted).FirstOrDefault(slot => !_claimed.Contains(slot)));

    /// <summary>Takes a slot that holds the same recording under another id, and says which; null when there is none.</summary>
    public PlaylistSlot? TakeSimilar(WantedTrack wanted) =>
        Similar(wanted).FirstOrDefault(slot => !_claimed.Contains(slot)) is { } slot && _claimed.Add(slot) ? slot : null;

    /// <summary>Whether any slot holds the track, taken or not.</summary>
    public bool Holds(WantedTrack wanted) => _byUri.ContainsKey(wanted.Track.Uri) || Similar(wanted).Any();

    private IEnumerable<PlaylistSlot> Similar(WantedTrack wanted)
    {
        var track = wanted.Track;
        var sameIsrc = track.Isrc is { Length: > 0 } isrc ? _byIsrc.GetValueOrDefault(isrc, []) : [];
        var sameText = wanted.GivenByUri
            ? []
            : _byText.GetValueOrDefault(TrackIdentity.TextKey(track.Title, track.Artists), [])
                .Where(slot => TrackIdentity.SameLength(slot.Track!.DurationMs, track.DurationMs));
        return sameIsrc.Concat(sameText);
    }

    private IEnumerable<PlaylistSlot> Free(Dictionary<string, List<PlaylistSlot>> index, string key) =>
        index.GetValueOrDefault(key, []).Where(slot => !_claimed.Contains(slot));

    private bool Claim(PlaylistSlot? slot) => slot is not null && _claimed.Add(slot);

    private static void Append(Dictionary<string, List<PlaylistSlot>> index, string key, PlaylistSlot slot)
    {
        if (!index.TryGetValue(key, out var slots))
        {
            index[key] = slots = [];
        }

        slots.Add(slot);
    }
}

/// <summary>
/// One row of a playlist as it was read. Rows that hold no track of the catalogue (unavailable, local file, episode) have no
/// <see cref="Track"/>; they keep their place and are never touched.
/// </summary>
internal sealed record PlaylistSlot(int Position, string? Uri, ChosenTrack? Track, DateTimeOffset? AddedAt = null)
{
    /// <summary>The slot a wanted row will have.</summary>
    public static PlaylistSlot Of(WantedTrack row) => new(row.Line, row.Track.Uri, row.Track);
}

/// <summary>When two tracks count as the same song in a playlist, beyond having the same URI. Pure.</summary>
internal static class TrackIdentity
{
    // Relinking answers another id of the same recording; its length may differ by rounding only.
    private const int DurationToleranceMs = 2_000;

    /// <summary>Title and artists without case, marks and order; equal keys are the same song if the lengths agree.</summary>
    public static string TextKey(string title, IReadOnlyList<string> artists)
    {
        var names = artists.Select(Folding.Fold).Order(StringComparer.Ordinal);
        return $"{Folding.Fold(title)}\n{string.Join('\n', names)}";
    }

    /// <summary>A length of 0 is unknown and never supports an approximate match.</summary>
    public static bool SameLength(int oneMs, int otherMs) =>
        oneMs > 0 && otherMs > 0 && Math.Abs(oneMs - otherMs) <= DurationToleranceMs;
}
