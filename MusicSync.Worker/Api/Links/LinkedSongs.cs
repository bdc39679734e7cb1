using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Api.Links;

/// <summary>The songs behind a link: those of a Spotify playlist that the user may read, those of an album, or one track.</summary>
internal sealed class LinkedSongs(PlaylistReader playlists, SpotifyAlbums albums, TimeProvider time)
{
    // Somebody waits for it. An album is a call or two, a playlist may be two hundred.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>Reads what somebody gave as a link, if only by its id.</summary>
    /// <exception cref="ProblemException">It is no link of songs, or was not read in time.</exception>
    /// <exception cref="McpCallException">There is nothing behind it that could be read.</exception>
    public async Task<SongList> ReadAsync(string link, CancellationToken cancellationToken)
    {
        var list = SpotifyListLink.Of(link)
            ?? (PlaylistReference.Id(link) is { } id ? new SpotifyListLink(SpotifyListKind.Playlist, id) : null);
        return list is not null
            ? await ReadAsync(list, cancellationToken)
            : SpotifyTrackLink.ToUri(link) is null ? throw ProblemException.Unprocessable(NoList(link)) : SongListReader.Read(link.Trim());
    }

    /// <summary>Reads the songs of a playlist or an album.</summary>
    /// <exception cref="ProblemException">They were not read in time.</exception>
    /// <exception cref="McpCallException">They cannot be read.</exception>
    public async Task<SongList> ReadAsync(SpotifyListLink link, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return link.Kind is SpotifyListKind.Album
                ? ListOf(await albums.TracksAsync(link.Id, McpCallContext.ForSomebodyWaiting, stop.Token))
                : ListOf((await playlists.ReadAllAsync(link.Id, McpCallContext.ForSomebodyWaiting, stop.Token)).Slots);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(
                StatusCodes.Status503ServiceUnavailable,
                "The songs are not read yet",
                $"Nothing was started: Spotify is slow to tell the songs of {link.Uri}. Send the same request again in some minutes.");
        }
    }

    /// <summary>One row for each track of an album. Pure.</summary>
    internal static SongList ListOf(IEnumerable<SpotifyTrack> tracks)
    {
        var list = new SongListBuilder();
        foreach (var (index, track) in tracks.Index())
        {
            list.Add(new SongRow(index + 1, track.Uri)
            {
                Title = track.Title,
                Artist = string.Join(", ", track.Artists),
                Album = track.Album,
                Isrc = track.Isrc,
                DurationMs = track.DurationMs,
                Link = track.Uri,
            });
        }

        return list.ToList();
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
        ? $"link: it is {kind}, of an album or of a playlist. Send songs from elsewhere as text or rows."
        : "link must be that of a Spotify playlist, album or track. Send a list from elsewhere as text or rows.";
}
