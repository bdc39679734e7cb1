using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Sources;

/// <summary>Reads a Spotify playlist as a list of songs: one call says whether it has changed.</summary>
internal sealed class PlaylistSource(McpToolCaller mcp, PlaylistReader reader)
{
    /// <summary>Reads the list.</summary>
    /// <exception cref="McpCallException">It cannot be read.</exception>
    public async Task<SourceAnswer> ReadAsync(string playlistId, SourceVersion? known, CancellationToken cancellationToken)
    {
        var asked = await mcp.CallThroughShortPausesAsync(
            SpotifyTools.GetPlaylist, new GetPlaylistArguments(playlistId, Current: true), McpCallContext.Bulk, cancellationToken);
        var snapshot = asked.Value.SnapshotId;
        if (snapshot is not null && known is { IsSettled: true } && known.Snapshot == snapshot)
        {
            return new SourceAnswer(known, List: null);
        }

        var rows = await reader.ReadToCompareAsync(playlistId, McpCallContext.Bulk, cancellationToken);
        // Reads may lag behind the snapshot, so that these may be the rows before it: the next run reads once more.
        return new SourceAnswer(
            new SourceVersion(Snapshot: snapshot, IsSettled: snapshot is not null && known?.Snapshot == snapshot), ListOf(rows.Slots));
    }

    /// <summary>The rows as songs that name their track. Pure.</summary>
    internal static SongList ListOf(IEnumerable<PlaylistSlot> slots)
    {
        var songs = new List<Song>();
        var rejected = new List<RejectedRow>();
        foreach (var slot in slots)
        {
            var line = slot.Position + 1;
            if (slot.Track is { } track && SpotifyTrackLink.ToUri(track.Uri) is { } uri)
            {
                songs.Add(new Song(line, track.Title, string.Join(", ", track.Artists), track.Album, track.Isrc, track.DurationMs is > 0 and var length ? length : null, Uri: uri));
            }
            else
            {
                rejected.Add(new RejectedRow(line, slot.Uri ?? "", "the row is no track of Spotify's; podcasts, local files and tracks that are gone are left out"));
            }
        }

        return new SongList(songs, rejected);
    }
}
