using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Reading;

namespace MusicSync.Worker.Spotify;

/// <summary>Looks playlists up: one by its id, or the user's own by a test.</summary>
internal sealed class PlaylistLibrary(McpToolCaller mcp)
{
    public async Task<PlaylistRef> GetWritableAsync(string id, McpCallContext context, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(id, context, cancellationToken);
        return answer.Value.Editable
            ? Ref(answer.Value)
            : throw new McpCallException(
                new McpFailure(
                    McpFailureKind.Forbidden,
                    $"playlist {id}: \"{answer.Value.Name}\" belongs to somebody else; name one of your own, or one you collaborate on."),
                cause: null);
    }

    private async Task<McpAnswer<SpotifyPlaylist>> GetAsync(string id, McpCallContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await mcp.CallAsync(SpotifyTools.GetPlaylist, new GetPlaylistArguments(id), context, cancellationToken);
        }
        catch (McpCallException exception) when (exception.Failure.Kind
            is McpFailureKind.NotFound or McpFailureKind.Forbidden or McpFailureKind.InvalidArgument)
        {
            // The host knows what is wrong, not which of a request's ids it was.
            throw new McpCallException(
                exception.Failure with { Message = $"playlist {id}: {exception.Failure.Message}" }, exception.InnerException);
        }
    }

    public async Task<string> UserIdAsync(McpCallContext context, CancellationToken cancellationToken) =>
        (await mcp.CallAsync(SpotifyTools.GetUserProfile, new GetUserProfileArguments(), context, cancellationToken)).Value.Id;

    /// <summary>The user's playlist of this id or, failing that, the one that carries the marker; null when there is neither.</summary>
    public async Task<PlaylistRef?> FindOwnAsync(
        OwnPlaylist wanted, McpCallContext context, CancellationToken cancellationToken)
    {
        PlaylistRef? marked = null;
        for (int? next = 0; next is { } offset;)
        {
            var arguments = new ListPlaylistsArguments(offset, PlaylistLimits.PlaylistsPage);
            var page = (await mcp.CallAsync(SpotifyTools.ListPlaylists, arguments, context, cancellationToken)).Value;
            if (page.Playlists.FirstOrDefault(playlist => playlist.Id == wanted.KnownId) is { } known)
            {
                return Ref(known);
            }

            marked ??= page.Playlists.FirstOrDefault(IsMarked) is { } found ? Ref(found) : null;
            next = page.NextOffset;
        }

        return marked;

        bool IsMarked(SpotifyPlaylist playlist) =>
            playlist.OwnerId == wanted.UserId && PlaylistMarker.IsIn(playlist.Description, wanted.Marker);
    }

    public static PlaylistRef Ref(SpotifyPlaylist playlist) => new(playlist.Id, playlist.Name, playlist.Url);
}
