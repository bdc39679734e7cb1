using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Api.Links;

/// <summary>
/// Starts the sync that a draft asks for. A list that is nothing but the link of a playlist or an album stands for the songs
/// behind it, which are read once: what is the same in the same request is the link.
/// </summary>
internal sealed class DraftStarter(SyncStarter starter, LinkedSongs links)
{
    /// <summary>Starts it, or joins the sync that the same request started before.</summary>
    /// <param name="draft">What was asked for.</param>
    /// <param name="idempotencyKey">The id where the draft names none; null for a new one.</param>
    /// <param name="isRepeatable">Whether the caller chose the id and may send the request again.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its status.</returns>
    /// <exception cref="ProblemException">Nothing was started.</exception>
    /// <exception cref="Mcp.McpCallException">What is behind the link cannot be read; nothing was started.</exception>
    public Task<SyncStatus> StartAsync(SyncDraft draft, string? idempotencyKey, bool isRepeatable, CancellationToken cancellationToken)
    {
        if ((draft.Link ?? SpotifyListLink.Alone(draft.List)) is not { } link)
        {
            return starter.StartAndTellAsync(draft.ToRequest(idempotencyKey), isRepeatable, cancellationToken);
        }

        // With the link in place of its songs: wrong options are refused before anything is read.
        var asked = (draft with { List = new SongList([new Song(1, "", "", Uri: link.Uri)], []) }).ToRequest(idempotencyKey);
        return starter.ReadAndStartAsync(asked.Id, TemporalJson.HashOf(asked), isRepeatable, ReadAsync, cancellationToken);

        async Task<SyncRequest> ReadAsync() =>
            (draft.Link is null ? draft with { List = await links.ReadAsync(link, cancellationToken) } : draft).ToRequest(asked.Id);
    }
}
