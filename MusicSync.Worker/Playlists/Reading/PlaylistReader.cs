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
    private const string LastWriteKey = "dev.musicsync/lastWriteInHand";

    /// <summary>The whole list.</summary>
    public Task<PlaylistRows> ReadAllAsync(string playlistId, McpCallContext context, CancellationToken cancellationToken) =>
        ReadFromAsync(playlistId, 0, context, cancellationToken);

    /// <summary>The rows from an offset to the end.</summary>
    public async Task<PlaylistRows> ReadFromAsync(
        string playlistId, int offset, McpCallContext context, CancellationToken cancellationToken)
    {
        for (var reads = 1; ; reads++)
        {
            var first = await ReadPageAsync(playlistId, offset, context, cancellationToken);
            if (first.IsLast)
            {
                return first.Rows;
            }

            var rest = await ReadRestAsync(playlistId, offset, first.Rows.Total, context, cancellationToken);
            var again = await ReadPageAsync(playlistId, offset, context, cancellationToken);

            // After the last try the newest answer is as good as any: somebody edits faster than it can be read.
            if (reads == MaxReads || again.Rows.SameAs(first.Rows))
            {
                return again.Rows with { Slots = [.. first.Rows.Slots, .. rest] };
            }
        }
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
        string playlistId, int offset, McpCallContext context, CancellationToken cancellationToken)
    {
        var arguments = new GetPlaylistItemsArguments(playlistId, offset, PlaylistLimits.ItemsPage);
        var answer = await mcp.CallThroughShortPausesAsync(SpotifyTools.GetPlaylistItems, arguments, context, cancellationToken);
        var rows = new PlaylistRows([.. answer.Value.Items.Select(Slot)], answer.Value.Total, LastWrite(answer.Meta));
        return new Page(rows, IsLast: answer.Value.NextOffset is null);
    }

    private static PlaylistSlot Slot(SpotifyPlaylistItem item) => new(
        item.Position,
        item.Uri,
        item is { Kind: "track", Uri: { } uri }
            ? new ChosenTrack(uri, item.Title ?? "", item.Artists, DurationMs: item.DurationMs ?? 0, Isrc: item.Isrc)
            : null);

    private static DateTimeOffset? LastWrite(JsonObject? meta) => meta?[LastWriteKey] is JsonValue value
        ? DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    private sealed record Page(PlaylistRows Rows, bool IsLast);
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
