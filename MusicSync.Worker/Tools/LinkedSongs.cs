using MusicSync.Worker.Api;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tools;

/// <summary>The songs behind a link: those of a Spotify playlist that the user may read, or one track.</summary>
internal sealed class LinkedSongs(PlaylistReader playlists, TimeProvider time)
{
    // Of a list that takes longer the host remembers what was read, so that the same call goes on from there.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>Reads them.</summary>
    /// <exception cref="ProblemException">There is nothing behind the link that could be read.</exception>
    public async Task<SongList> ReadAsync(string link, CancellationToken cancellationToken)
    {
        if (PlaylistReference.Id(link) is not { } id)
        {
            return SpotifyTrackLink.ToUri(link) is null ? throw ProblemException.Unprocessable(NoList(link)) : SongListReader.Read(link.Trim());
        }

        using var limit = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return ListOf((await playlists.ReadAllAsync(id, McpCallContext.ForSomebodyWaiting, stop.Token)).Slots);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(
                StatusCodes.Status503ServiceUnavailable, "The playlist is not read yet", "Nothing was started. Send the same call again; it goes on where this one stopped.");
        }
    }

    /// <summary>One row for each row of the playlist. Pure.</summary>
    internal static SongList ListOf(IEnumerable<PlaylistSlot> slots)
    {
        var list = new SongListBuilder();
        foreach (var slot in slots)
        {
            var line = slot.Position + 1;
            if (slot.Track is { } track)
            {
                list.Add(new SongRow(line, track.Uri)
                {
                    Title = track.Title,
                    Artist = string.Join(", ", track.Artists),
                    Isrc = track.Isrc,
                    DurationMs = track.DurationMs,
                    Link = track.Uri,
                });
            }
            else
            {
                list.Reject(line, slot.Uri ?? "", $"this is {(slot.Uri is null ? null : SpotifyTrackLink.OtherKind(slot.Uri)) ?? "a row that Spotify shows nothing of"}");
            }
        }

        return list.ToList();
    }

    private static string NoList(string link) => SpotifyTrackLink.OtherKind(link) is { } kind
        ? $"link: it is {kind}, or of a playlist. Send songs from elsewhere as text or rows."
        : "link must be that of a Spotify playlist or track. Send a list from elsewhere as text or rows.";
}
