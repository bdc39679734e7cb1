using System.Globalization;
using System.Text.Json.Nodes;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Playlists.Reading;

/// <summary>
/// Reads the rows of a playlist. One page is one request and consistent by itself; several are not, so the first page is read
/// again at the end, and everything anew when it has changed.
/// </summary>
internal sealed class PlaylistReader(McpToolCaller mcp)
{
    private const int MaxReads = 5;
    private const int PagesAtATime = 8;
    private const int RememberedRows = 1_000;
    private const int MaxRowsToLookThrough = 4 * PlaylistLimits.ItemsPage;

    // A remembered list may have a gap, such as a page that our own rows have filled since; beyond a few it is read as a whole.
    private const int MaxGaps = 4;
    private const string LastWriteKey = "dev.musicsync/lastWriteInHand";

    /// <summary>
    /// The whole list to compare songs with. Of a long one only the first page, the last page and the snapshot are read when the
    /// host remembers the rest of that snapshot, which can be as far behind as any read: never evidence about a write.
    /// </summary>
    public async Task<PlaylistRows> ReadToCompareAsync(
        string playlistId, McpCallContext context, CancellationToken cancellationToken) =>
        (await ReadRememberedOrAllAsync(playlistId, int.MaxValue, context, cancellationToken))!;

    /// <summary>The same where a few calls are enough; null for a long list that the host does not remember.</summary>
    public Task<PlaylistRows?> LookAsync(string playlistId, McpCallContext context, CancellationToken cancellationToken) =>
        ReadRememberedOrAllAsync(playlistId, MaxRowsToLookThrough, context, cancellationToken);

    /// <summary>Whether <see cref="ReadToCompareAsync"/> of a list of so many rows may give some from memory.</summary>
    public static bool MayBeRemembered(int total) => (total - 1) / PlaylistLimits.ItemsPage > 2;

    /// <summary>The whole list, every row from Spotify.</summary>
    public Task<PlaylistRows> ReadAllAsync(string playlistId, McpCallContext context, CancellationToken cancellationToken) =>
        ReadFromAsync(playlistId, 0, context, cancellationToken);

    /// <summary>The rows from an offset to the end.</summary>
    public async Task<PlaylistRows> ReadFromAsync(
        string playlistId, int offset, McpCallContext context, CancellationToken cancellationToken)
    {
        var first = await ReadPageAsync(playlistId, offset, context, cancellationToken);
        return first.IsLast ? first.Rows : await ReadOnAsync(playlistId, offset, first.Rows, context, cancellationToken);
    }

    /// <summary>One page of rows from an offset on.</summary>
    public async Task<PlaylistRows> ReadOnePageAsync(
        string playlistId, int offset, McpCallContext context, CancellationToken cancellationToken) =>
        (await ReadPageAsync(playlistId, offset, context, cancellationToken)).Rows;

    /// <summary>What the host remembers, else every row of a list of at most so many; null for a longer one.</summary>
    private async Task<PlaylistRows?> ReadRememberedOrAllAsync(
        string playlistId, int maxRows, McpCallContext context, CancellationToken cancellationToken)
    {
        var first = await ReadPageAsync(playlistId, 0, context, cancellationToken);
        if (first.IsLast)
        {
            return first.Rows;
        }

        return await ReadRememberedAsync(playlistId, first.Rows, context, cancellationToken)
            ?? (first.Rows.Total <= maxRows ? await ReadOnAsync(playlistId, 0, first.Rows, context, cancellationToken) : null);
    }

    private async Task<PlaylistRows> ReadOnAsync(
        string playlistId, int offset, PlaylistRows first, McpCallContext context, CancellationToken cancellationToken)
    {
        for (var reads = 1; ; reads++)
        {
            var rest = await ReadRestAsync(playlistId, offset, first.Total, context, cancellationToken);
            var again = await ReadPageAsync(playlistId, offset, context, cancellationToken);

            // After the last try the newest answer is as good as any: somebody edits faster than it can be read.
            if (reads == MaxReads || again.Rows.SameAs(first))
            {
                return again.Rows with { Slots = [.. first.Slots, .. rest] };
            }

            if (again.IsLast)
            {
                return again.Rows;
            }

            first = again.Rows;
        }
    }

    /// <summary>The list between its first and its last page as the host remembers it; null when it remembers too little.</summary>
    private async Task<PlaylistRows?> ReadRememberedAsync(
        string playlistId, PlaylistRows first, McpCallContext context, CancellationToken cancellationToken)
    {
        var lastOffset = (first.Total - 1) / PlaylistLimits.ItemsPage * PlaylistLimits.ItemsPage;
        if (!MayBeRemembered(first.Total))
        {
            return null;
        }

        var asking = mcp.CallThroughShortPausesAsync(
            SpotifyTools.GetPlaylist, new GetPlaylistArguments(playlistId, Current: true), context, cancellationToken);
        var reading = ReadPageAsync(playlistId, lastOffset, context, cancellationToken);
        await Task.WhenAll(asking, reading);
        var (snapshot, last) = ((await asking).Value.SnapshotId, await reading);
        if (snapshot is null || !last.IsLast || last.Rows.Total != first.Total)
        {
            return null;
        }

        List<PlaylistSlot> slots = [.. first.Slots];
        var gaps = 0;
        while (slots.Count < lastOffset)
        {
            var limit = Math.Min(RememberedRows, lastOffset - slots.Count);
            var page = await ReadPageAsync(playlistId, slots.Count, context, cancellationToken, limit, snapshot);
            gaps += page.IsRemembered ? 0 : 1;
            if (gaps > MaxGaps || (gaps > 0 && slots.Count == first.Slots.Count) || page.Rows.Total != first.Total || page.Rows.Slots.Count == 0)
            {
                return null;
            }

            slots.AddRange(page.Rows.Slots);
        }

        var again = gaps == 0 ? first : (await ReadPageAsync(playlistId, 0, context, cancellationToken)).Rows;
        return again.SameAs(first) ? last.Rows with { Slots = [.. slots, .. last.Rows.Slots] } : null;
    }

    /// <summary>The pages behind the first, some at a time: a song somebody waits for must not wait for 200 of them in turn.</summary>
    private async Task<IEnumerable<PlaylistSlot>> ReadRestAsync(
        string playlistId, int offset, int total, McpCallContext context, CancellationToken cancellationToken)
    {
        var pages = new Page[(total - offset - 1) / PlaylistLimits.ItemsPage];
        var options = new ParallelOptions { MaxDegreeOfParallelism = PagesAtATime, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, pages.Length, options, async (page, stop) =>
        {
            using var span = DeferredSpan.Start("read page", isQuiet: true);
            pages[page] = await ReadPageAsync(playlistId, offset + ((page + 1) * PlaylistLimits.ItemsPage), context, stop);
        });
        return pages.SelectMany(page => page.Rows.Slots);
    }

    private async Task<Page> ReadPageAsync(
        string playlistId,
        int offset,
        McpCallContext context,
        CancellationToken cancellationToken,
        int limit = PlaylistLimits.ItemsPage,
        string? snapshot = null)
    {
        var arguments = new GetPlaylistItemsArguments(playlistId, offset, limit, snapshot);
        var answer = await mcp.CallThroughShortPausesAsync(SpotifyTools.GetPlaylistItems, arguments, context, cancellationToken);
        var rows = new PlaylistRows([.. answer.Value.Items.Select(Slot)], answer.Value.Total, LastWrite(answer.Meta));
        return new Page(rows, IsLast: answer.Value.NextOffset is null, IsRemembered: answer.Value.Remembered is true);
    }

    private static PlaylistSlot Slot(SpotifyPlaylistItem item) => new(
        item.Position,
        item.Uri,
        item is { Kind: "track", Uri: { } uri }
            ? new ChosenTrack(uri, item.Title ?? "", item.Artists, DurationMs: item.DurationMs ?? 0, Isrc: item.Isrc)
            : null,
        item.AddedAt);

    private static DateTimeOffset? LastWrite(JsonObject? meta) => meta?[LastWriteKey] is JsonValue value
        ? DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    private sealed record Page(PlaylistRows Rows, bool IsLast, bool IsRemembered);
}

/// <summary>Rows as they were read.</summary>
/// <param name="Slots">The rows.</param>
/// <param name="Total">Rows of the whole list.</param>
/// <param name="LastWriteInFlight">When the host last had a write to this playlist in flight, if it had any.</param>
internal sealed record PlaylistRows(IReadOnlyList<PlaylistSlot> Slots, int Total, DateTimeOffset? LastWriteInFlight)
{
    public bool SameAs(PlaylistRows other) =>
        Total == other.Total && Slots.Select(slot => slot.Uri).SequenceEqual(other.Slots.Select(slot => slot.Uri));

    /// <summary>The list's end; only meaningful when the rows reach it.</summary>
    public ListTail Tail() => new(Total, Slots is [.., var last] ? last.Uri : null);
}

/// <summary>Limits of Spotify's playlist calls, November 2026 (developer.spotify.com/documentation/web-api).</summary>
internal static class PlaylistLimits
{
    /// <summary>Rows in one page of <c>GET /playlists/{id}/items</c>.</summary>
    public const int ItemsPage = 50;

    /// <summary>URIs in one <c>POST /playlists/{id}/items</c>.</summary>
    public const int UrisPerWrite = 100;
}

/// <summary>The end of a playlist as last known: enough to notice an edit with one short read.</summary>
/// <param name="Total">Rows in all.</param>
/// <param name="LastUri">URI of the last row; null when there is none or it has none.</param>
public sealed record ListTail(int Total, string? LastUri)
{
    /// <summary>The end of an empty list.</summary>
    public static readonly ListTail Empty = new(0, LastUri: null);

    /// <summary>Offset of the last row, from which on a short read shows whether the list still ends as it did.</summary>
    /// <returns>The offset, 0 for an empty list.</returns>
    public int Anchor() => Math.Max(Total - 1, 0);
}
