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
