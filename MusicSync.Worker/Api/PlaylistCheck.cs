using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Api;

/// <summary>Looks the playlist up before a sync is accepted, so that a wrong link is an answer and not a failed sync.</summary>
internal sealed class PlaylistCheck(SpotifyPlaylists playlists, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The request with the playlist it found; the same request when there was no answer in time.</summary>
    public async Task<SyncRequest> CheckAsync(SyncRequest request, CancellationToken cancellationToken) =>
        await FindAsync(request.Target, cancellationToken) is { } found ? request with { Checked = found } : request;

    /// <summary>The playlist; null for one that is given by name, and when there was no answer in time.</summary>
    /// <exception cref="ProblemException">There is none that the user may write into.</exception>
    public async Task<PlaylistRef?> FindAsync(PlaylistTarget target, CancellationToken cancellationToken)
    {
        if (target.Id is not { } id)
        {
            return null;
        }

        using var timeout = new CancellationTokenSource(Patience, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return PlaylistRef.Of(await playlists.GetWritableAsync(id, McpCallContext.ForSomebodyWaiting, call.Token));
        }
        catch (McpCallException exception) when (exception.Failure.Kind
            is McpFailureKind.NotFound or McpFailureKind.Forbidden or McpFailureKind.InvalidArgument)
        {
            throw ProblemException.Unprocessable(exception.Message);
        }
        catch (McpCallException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
