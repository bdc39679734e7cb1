using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Spotify;

/// <summary>Reads albums. Unlike a playlist an album stays as it is, so nothing is read twice to be sure.</summary>
internal sealed class SpotifyAlbums(McpToolCaller mcp)
{
    /// <summary>All tracks in the album's order, each with its name.</summary>
    public async Task<IReadOnlyList<SpotifyTrack>> TracksAsync(string id, McpCallContext context, CancellationToken cancellationToken)
    {
        var tracks = new List<SpotifyTrack>();
        string? name = null;
        for (int? next = 0; next is { } offset;)
        {
            var page = (await mcp.CallThroughShortPausesAsync(
                SpotifyTools.GetAlbum, new GetAlbumArguments(id, offset), context, cancellationToken)).Value;
            // Only the first page has it.
            name ??= page.Name;
            tracks.AddRange(page.Tracks.Select(track => track with { Album = track.Album ?? name }));
            next = page.NextOffset > offset ? page.NextOffset : null;
        }

        return tracks;
    }
}
