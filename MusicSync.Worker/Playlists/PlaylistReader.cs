using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Playlists;

/// <summary>
/// Reads all rows of a playlist. One page is one request and consistent by itself; several are not, so the first page is read
/// again at the end, and everything anew when it has changed.
/// </summary>
internal sealed class PlaylistReader(McpToolCaller mcp)
{
    private const int MostReads = 5;

    public async Task<IReadOnlyList<PlaylistSlot>> ReadAllAsync(
        string playlistId, McpCallContext context, CancellationToken cancellationToken)
    {
        for (var reads = 1; ; reads++)
        {
            var first = await ReadPageAsync(playlistId, 0, context, cancellationToken);
            if (first.NextOffset is null)
            {
                return Slots(first);
            }

            var slots = new List<PlaylistSlot>(Slots(first));
            for (var next = first.NextOffset; next is { } offset;)
            {
                var page = await ReadPageAsync(playlistId, offset, context, cancellationToken);
                slots.AddRange(Slots(page));
                next = page.NextOffset;
            }

            // After the last try the newest answer is as good as any: somebody edits faster than it can be read.
            var again = await ReadPageAsync(playlistId, 0, context, cancellationToken);
            if (reads == MostReads || (again.Total == first.Total && Slots(again).SequenceEqual(Slots(first), SlotComparer.Instance)))
            {
                return slots;
            }
        }
    }

    private async Task<PlaylistItemsPage> ReadPageAsync(
        string playlistId, int offset, McpCallContext context, CancellationToken cancellationToken)
    {
        var arguments = new GetPlaylistItemsArguments(playlistId, offset, PlaylistLimits.ItemsPage);
        return (await mcp.CallAsync(SpotifyTools.GetPlaylistItems, arguments, context, cancellationToken)).Value;
    }

    private static IReadOnlyList<PlaylistSlot> Slots(PlaylistItemsPage page) => [.. page.Items.Select(item => new PlaylistSlot(
        item.Position,
        item.Uri,
        item.Kind == "track" ? new SlotTrack(item.Title ?? "", item.Artists, item.DurationMs ?? 0, item.Isrc) : null))];

    private sealed class SlotComparer : IEqualityComparer<PlaylistSlot>
    {
        public static readonly SlotComparer Instance = new();

        public bool Equals(PlaylistSlot? x, PlaylistSlot? y) => x?.Uri == y?.Uri;

        public int GetHashCode(PlaylistSlot slot) => slot.Uri?.GetHashCode(StringComparison.Ordinal) ?? 0;
    }
}
