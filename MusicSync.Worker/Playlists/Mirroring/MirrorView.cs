using System.Security.Cryptography;
using System.Text;
using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Playlists.Mirroring;

/// <summary>
/// A playlist as a mirror sees it: whose each row is, and for which track of the source it stands. A row is the mirror's own when
/// its track is, and there are no more copies than it has sent: of two copies one is somebody else's, and Spotify takes out both.
/// Pure.
/// </summary>
internal sealed class MirrorView
{
    private readonly IReadOnlyList<PlaylistSlot> _slots;
    private readonly MirrorJournal _journal;
    private readonly Dictionary<string, WantedTrack> _byUri;
    private readonly Dictionary<string, string> _standsFor;
    private readonly HashSet<string> _own;
    private readonly Dictionary<string, int> _copies;
    private readonly HashSet<string> _there;

    public MirrorView(IReadOnlyList<PlaylistSlot> slots, MirrorSource source, MirrorJournal journal)
    {
        var list = source.List;
        (_slots, _journal) = (slots, journal);
        (var wanted, Duplicates) = source.Without(journal.Dead);
        _byUri = wanted.ToDictionary(row => row.Track.Uri, StringComparer.Ordinal);
        _own = [.. list.Own.Except(journal.Removed), .. wanted.Where(row => TimesSent(row) > 0).Select(row => row.Track.Uri)];
        _copies = slots.Where(slot => slot.Uri is not null).CountBy(slot => slot.Uri!).ToDictionary(StringComparer.Ordinal);
        _standsFor = Aliases(wanted);
        Rows = [.. slots.Select(slot => new MirrorRow(Known(slot), IsOwn(slot)))];
        _there = [.. Rows.Select(row => row.Uri).OfType<string>()];
        HashSet<int> relinked = [.. Relinked(wanted)];
        Wanted = [.. wanted.Where(row => !relinked.Contains(row.Line))];
        HashSet<string> touched = [.. list.Own, .. list.Tracks.Where(row => journal.Sent.ContainsKey(row.Line)).Select(row => row.Track.Uri)];
        Order = Hash(slots.Where(slot => slot.Uri is { } uri && (touched.Contains(uri) || touched.Contains(Known(slot)!))).Select(slot => slot.Uri!));
        Gone = [.. list.Own.Where(uri => !_copies.ContainsKey(uri) && !_byUri.ContainsKey(uri)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The rows, by the source's names for their tracks.</summary>
    public IReadOnlyList<MirrorRow> Rows { get; }

    /// <summary>The source's tracks, each once, but for those that are there under an id that tells nothing.</summary>
    public IReadOnlyList<WantedTrack> Wanted { get; }

    /// <summary>Lines that repeat an earlier one.</summary>
    public IReadOnlyList<int> Duplicates { get; }

    /// <summary>Own tracks that are neither there nor wanted.</summary>
    public IReadOnlyList<string> Gone { get; }

    /// <summary>
    /// The rows of tracks that are or were the mirror's own, in their order, as a hash: every write of the mirror changes it. What it
    /// took out counts too, or a read from before that would look like one from after it.
    /// </summary>
    public string Order { get; }

    public MirrorStep? Next() => MirrorPlan.Next(Rows, [.. Wanted.Select(row => row.Track.Uri)]);

    public WantedTrack? Row(string uri) => _byUri.GetValueOrDefault(uri);

    public bool HoldsAll(IEnumerable<int> lines) =>
        lines.ToHashSet() is var asked && _byUri.Values.Where(row => asked.Contains(row.Line)).All(row => _there.Contains(row.Track.Uri));

    /// <summary>The names that Spotify has for a track's rows.</summary>
    public IEnumerable<string> Names(string uri) =>
        _slots.Where(slot => slot.Uri is not null && Known(slot) == uri).Select(slot => slot.Uri!).Distinct(StringComparer.Ordinal);

    /// <summary>How the playlist was seen in the end.</summary>
    public MirrorEnd ToEnd()
    {
        var there = _byUri.Values.OrderBy(row => row.Line).ExceptBy(_journal.Added, row => row.Line).ToLookup(row => TimesSent(row) > 0, row => row.Line);
        return new MirrorEnd(
            [.. there[true]],
            [.. there[false]],
            Duplicates,
            Gone,
            [.. _slots.Where(slot => slot.Uri is { } uri && _standsFor.ContainsKey(uri) && IsOwn(slot))
                .Select(slot => new ReadBackRow(_byUri[Known(slot)!].Line, slot.Uri!)).Concat(Strangers()).Distinct()]);
    }

    private int TimesSent(WantedTrack row) => _journal.Sent.GetValueOrDefault(row.Line);

    private string? Known(PlaylistSlot slot) => slot.Uri is { } uri ? _standsFor.GetValueOrDefault(uri, uri) : null;

    private bool IsOwn(PlaylistSlot slot)
    {
        if (slot.Uri is not { } uri)
        {
            return false;
        }

        var sent = _byUri.TryGetValue(Known(slot)!, out var row) ? TimesSent(row) : 0;
        return _copies[uri] <= Math.Max(1, sent) && (_own.Contains(uri) || (sent > 0 && WasAddedSince(slot)));
    }

    // Another id of a track that was sent is ours only where the row is not older than the sending.
    private bool WasAddedSince(PlaylistSlot slot) =>
        slot.AddedAt is not { } addedAt || addedAt >= _journal.Began - TakeOutPlan.ClockSlack;

    /// <summary>Rows that hold a wanted track under another id.</summary>
    private Dictionary<string, string> Aliases(IReadOnlyList<WantedTrack> wanted)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var missing = wanted.Where(row => !_copies.ContainsKey(row.Track.Uri)).ToList();
        if (missing.Count > 0)
        {
            var others = new SlotIndex(_slots.Where(slot => slot.Uri is { } uri && !_byUri.ContainsKey(uri)));
            foreach (var row in missing)
            {
                if (others.TakeSimilar(row) is { } slot)
                {
                    found.TryAdd(slot.Uri!, row.Track.Uri);
                }
            }
        }

        return found;
    }

    /// <summary>
    /// Tracks that the input named by their URI, that were added by proof, and that read back under an id that nothing can be told
    /// by: in their place stands a row that nobody asked for, and that is not older than the sending.
    /// </summary>
    private IEnumerable<int> Relinked(IReadOnlyList<WantedTrack> wanted)
    {
        var missing = wanted.Where(row => row.GivenByUri && !_there.Contains(row.Track.Uri)).Select(row => row.Line).Intersect(_journal.Added).ToList();
        return missing.Count == 0
            ? []
            : missing.Except(Relinking.Lost(
                wanted, [.. _slots.Where(slot => slot.Uri is { } uri && (_byUri.ContainsKey(uri) || WasAddedSince(slot)))], start: 0));
    }

    /// <summary>Those rows, where there are no others that they could be.</summary>
    private IEnumerable<ReadBackRow> Strangers()
    {
        var relinked = _byUri.Values.Select(row => row.Line).Except(Wanted.Select(row => row.Line)).Order().ToList();
        var strangers = _slots.Where(slot => slot is { Uri: { } uri, Track: not null }
            && !_byUri.ContainsKey(uri) && !_standsFor.ContainsKey(uri) && !_own.Contains(uri) && WasAddedSince(slot)).ToList();
        return strangers.Count == relinked.Count ? relinked.Zip(strangers, (line, slot) => new ReadBackRow(line, slot.Uri!)) : [];
    }

    private static string Hash(IEnumerable<string> uris) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', uris)))[..12]);
}

/// <summary>What a mirror follows: each track once. Found out once for all looks at the playlist, for it compares texts. Pure.</summary>
internal sealed class MirrorSource(MirrorList list)
{
    private (int Dead, IReadOnlyList<WantedTrack> Rows, IReadOnlyList<int> Duplicates)? _known;

    public MirrorList List => list;

    /// <summary>The tracks without those that do not exist, and the lines that repeat an earlier one.</summary>
    public (IReadOnlyList<WantedTrack> Rows, IReadOnlyList<int> Duplicates) Without(IReadOnlyList<int> dead)
    {
        if (_known?.Dead != dead.Count)
        {
            var (rows, duplicates) = Distinct(list.Tracks.ExceptBy(dead, row => row.Line));
            _known = (dead.Count, rows, duplicates);
        }

        return (_known!.Value.Rows, _known.Value.Duplicates);
    }

    private static (IReadOnlyList<WantedTrack> Rows, IReadOnlyList<int> Duplicates) Distinct(IEnumerable<WantedTrack> tracks)
    {
        var asked = new SlotIndex([]);
        List<WantedTrack> rows = [];
        List<int> duplicates = [];
        foreach (var row in tracks)
        {
            if (asked.Holds(row))
            {
                duplicates.Add(row.Line);
                continue;
            }

            asked.Add(PlaylistSlot.Of(row));
            rows.Add(row);
        }

        return (rows, duplicates);
    }
}

/// <summary>What a playlist is after a write, as Spotify does it. Pure.</summary>
internal static class MirroredRows
{
    public static IReadOnlyList<PlaylistSlot> After(MirrorStep step, IReadOnlyList<PlaylistSlot> slots, MirrorView view)
    {
        List<PlaylistSlot> after = [.. slots];
        switch (step)
        {
            case TakeOutStep takeOut:
                HashSet<string> names = [.. takeOut.Uris.SelectMany(view.Names)];
                after.RemoveAll(slot => slot.Uri is { } uri && names.Contains(uri));
                break;
            case AppendStep append:
                after.AddRange(append.Uris.Select(uri => PlaylistSlot.Of(view.Row(uri)!)));
                break;
            case MoveStep move:
                var moved = after.GetRange(move.RangeStart, move.RangeLength);
                after.RemoveRange(move.RangeStart, move.RangeLength);
                after.InsertRange(move.InsertBefore > move.RangeStart ? move.InsertBefore - move.RangeLength : move.InsertBefore, moved);
                break;
        }

        return [.. after.Select((slot, position) => slot with { Position = position })];
    }
}
