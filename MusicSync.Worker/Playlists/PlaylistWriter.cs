using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Playlists;

/// <summary>Adds tracks behind the last row, in batches.</summary>
internal sealed class PlaylistWriter(McpToolCaller mcp)
{
    /// <summary>Writes batch after batch until all is written or the caller asks to stop.</summary>
    /// <returns>The rows that were not written because of the stop; a batch in flight is finished first.</returns>
    public async Task<IReadOnlyList<WantedTrack>> WriteAsync(
        string playlistId, IReadOnlyList<WantedTrack> rows, McpCallContext context, CancellationToken stop)
    {
        for (var written = 0; written < rows.Count; written += PlaylistLimits.UrisPerWrite)
        {
            if (stop.IsCancellationRequested)
            {
                return [.. rows.Skip(written)];
            }

            var uris = rows.Skip(written).Take(PlaylistLimits.UrisPerWrite).Select(row => row.Track.Uri);
            await mcp.CallAsync(
                SpotifyTools.AddToPlaylist, new AddToPlaylistArguments(playlistId, [.. uris]), context, CancellationToken.None);
        }

        return [];
    }
}
