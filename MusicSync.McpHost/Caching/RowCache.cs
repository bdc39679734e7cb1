using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Caching;

/// <summary>
/// The full pages of long playlists under the snapshot they belong to, in memory. Whoever asks for a page of that snapshot gets
/// it without a call. Anything that does not fit what is known (a total, a row, a write that was not an append) forgets the
/// playlist.
/// </summary>
internal sealed class RowCache(TimeProvider time)
{
    /// <summary>Most rows given at once from memory; Spotify itself gives a page of 50.</summary>
    public const int MaxRows = 1_000;

    private const int Capacity = 30_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, KnownRows> _playlists = new(StringComparer.Ordinal);

    /// <summary>Spotify shows this snapshot. Answers the newest one known: Spotify's lags behind what it answers to a write.</summary>
    public string? Saw(string id, string? snapshot)
    {
        lock (_lock)
        {
            if (snapshot is null)
            {
                _playlists.Remove(id);
                return null;
            }

            var now = time.GetUtcNow();
            if (_playlists.GetValueOrDefault(id) is not { } known || !known.IsStill(snapshot, now))
            {
                _playlists[id] = known = new KnownRows(snapshot, now);
            }

            return known.Snapshot;
        }
    }

    /// <summary>Remembered rows of that snapshot from an offset on, never the list's last page; null when the first is not known.</summary>
    public Page<PlaylistItem>? Find(string id, string snapshot, int offset, int limit)
    {
        lock (_lock)
        {
            return _playlists.GetValueOrDefault(id) is { } known && known.Snapshot == snapshot
                ? known.From(offset, limit, time.GetUtcNow())
                : null;
        }
    }

    /// <summary>A page is about to be read.</summary>
    public RowReading Begin(string id)
    {
        lock (_lock)
        {
            var known = _playlists.GetValueOrDefault(id);
            return new RowReading(id, known, known?.Snapshot, time.GetUtcNow());
        }
    }

    /// <summary>The page was read; kept unless what is known of the playlist has changed meanwhile.</summary>
    public void Learn(RowReading reading, Page<PlaylistItem> page)
    {
        lock (_lock)
        {
            if (reading.Known is not { } known
                || _playlists.GetValueOrDefault(reading.Id) != known
                || known.Snapshot != reading.Snapshot)
            {
                return;
            }

            if (!known.TryLearn(page, reading.At))
            {
                _playlists.Remove(reading.Id);
                return;
            }

            ForgetOldest(reading.Id);
        }
    }

    /// <summary>A write of this host ended well: an append leads to a next snapshot with the same pages, anything else to none.</summary>
    /// <param name="id">The playlist.</param>
    /// <param name="snapshot">The snapshot that Spotify answered.</param>
    /// <param name="appended">Rows added at the end; null when the write was something else.</param>
    public void Wrote(string id, string? snapshot, int? appended)
    {
        lock (_lock)
        {
            if (snapshot is null)
            {
                _playlists.Remove(id);
                return;
            }

            var now = time.GetUtcNow();
            if (appended is not { } rows || _playlists.GetValueOrDefault(id)?.TryAppend(snapshot, rows, now) is not true)
            {
                _playlists[id] = new KnownRows(snapshot, now) { WrittenAt = now };
            }
        }
    }

    public void Forget(string id)
    {
        lock (_lock)
        {
            _playlists.Remove(id);
        }
    }

    private void ForgetOldest(string but)
    {
        while (_playlists.Count > 1 && _playlists.Values.Sum(known => known.Count) > Capacity)
        {
            _playlists.Remove(_playlists.Where(entry => entry.Key != but).MinBy(entry => entry.Value.UsedAt).Key);
        }
    }
}

/// <summary>A read that has begun: what was known of the playlist then.</summary>
internal readonly record struct RowReading(string Id, KnownRows? Known, string? Snapshot, DateTimeOffset At);

/// <summary>
/// What is known of one playlist's rows at one snapshot. Its owner's lock guards it.
/// </summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="seenAt">When it was first seen.</param>
internal sealed class KnownRows(string snapshot, DateTimeOffset seenAt)
{
    // How long anything that Spotify shows may lag behind an edit (snapshots were seen to lag 30 s).
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(35);

    // Spotify may show a row anew (another id, no longer available) without a new snapshot.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly Dictionary<int, KnownPage> _pages = [];
    private int? _total;

    public string Snapshot { get; private set; } = snapshot;

    /// <summary>When a write of this host led to the snapshot; before everything when it was only seen.</summary>
    public DateTimeOffset WrittenAt { get; set; } = DateTimeOffset.MinValue;

    public DateTimeOffset UsedAt { get; private set; }

    public int Count => _pages.Values.Sum(page => page.Rows.Count);

    /// <summary>Whether Spotify, showing that snapshot, says nothing newer than this.</summary>
    public bool IsStill(string shown, DateTimeOffset now) => shown == Snapshot
        || (now < WrittenAt + Lag && SnapshotRevision.Of(shown) < SnapshotRevision.Of(Snapshot));

    public Page<PlaylistItem>? From(int offset, int limit, DateTimeOffset now)
    {
        UsedAt = now;
        var rows = new List<PlaylistItem>();
        while (offset % PlaylistClient.PageSize == 0
            && rows.Count < limit
            && _pages.GetValueOrDefault((offset + rows.Count) / PlaylistClient.PageSize) is { IsFull: true } page
            && page.IsTelling(now, Lag, KeptFor))
        {
            rows.AddRange(page.Rows);
        }

        if (_total is not { } total || rows.Count == 0)
        {
            return null;
        }

        PlaylistItem[] given = [.. rows.Take(limit)];
        int? next = offset + given.Length < total ? offset + given.Length : null;
        return new Page<PlaylistItem>(given, total, offset, limit, next, Snapshot, Remembered: true);
    }

    /// <summary>Keeps a page; false when it contradicts what is known.</summary>
    public bool TryLearn(Page<PlaylistItem> page, DateTimeOffset readAt)
    {
        (UsedAt, _total) = (readAt, _total ?? page.Total);
        if (page.Total != _total)
        {
            return false;
        }

        if (page.Offset % PlaylistClient.PageSize != 0 || page.Limit != PlaylistClient.PageSize || page.Items.Count == 0)
        {
            return true;
        }

        var index = page.Offset / PlaylistClient.PageSize;
        if (_pages.GetValueOrDefault(index) is { } before && !before.IsStartOf(page.Items))
        {
            return false;
        }

        _pages[index] = new KnownPage(page.Items, readAt, IsSettled: readAt >= seenAt + Lag);
        return true;
    }

    /// <summary>Goes on to the snapshot of an append; false unless it follows this one at once and the old total is known.</summary>
    public bool TryAppend(string next, int rows, DateTimeOffset now)
    {
        if (_total is null || SnapshotRevision.Of(next) is not { } revision || revision != SnapshotRevision.Of(Snapshot) + 1)
        {
            return false;
        }

        (Snapshot, WrittenAt, UsedAt, _total) = (next, now, now, _total + rows);
        return true;
    }

    /// <summary>Up to 50 rows as read.</summary>
    /// <param name="Rows">The rows.</param>
    /// <param name="ReadAt">When the read began.</param>
    /// <param name="IsSettled">Whether the snapshot had been there for so long that the read must show it.</param>
    private sealed record KnownPage(IReadOnlyList<PlaylistItem> Rows, DateTimeOffset ReadAt, bool IsSettled)
    {
        public bool IsFull => Rows.Count == PlaylistClient.PageSize;

        // A page that may itself have lagged tells no longer what a read now would have to.
        public bool IsTelling(DateTimeOffset now, TimeSpan lag, TimeSpan keptFor) => now < ReadAt + (IsSettled ? keptFor : lag);

        public bool IsStartOf(IReadOnlyList<PlaylistItem> rows) =>
            Rows.Count <= rows.Count
            && Rows.Zip(rows).All(pair => pair.First.Uri == pair.Second.Uri && pair.First.AddedAt == pair.Second.AddedAt);
    }
}

/// <summary>
/// The number of edits in a snapshot id. Undocumented, so it is only asked whether anything came between two of them: what cannot
/// be read is never "nothing". Pure.
/// </summary>
internal static class SnapshotRevision
{
    // AAAAB8C+GjVHq8v8vzStbL6AUYzo1cDV: 4 bytes number, 20 bytes hash.
    private const int Length = 24;

    public static int? Of(string snapshot)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return snapshot.Length == Length / 3 * 4 && Convert.TryFromBase64String(snapshot, bytes, out var written) && written == Length
            ? System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes)
            : null;
    }
}
