using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Spotify;

/// <summary>Looks playlists up: one by its id, or the user's own by a mark.</summary>
internal sealed class SpotifyPlaylists(McpToolCaller mcp)
{
    // Playlists in one page of GET /me/playlists.
    private const int PageSize = 50;

    public async Task<SpotifyPlaylist> GetWritableAsync(string id, McpCallContext context, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(id, context, cancellationToken);
        return answer.Value.Editable
            ? answer.Value
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
        (await UserAsync(context, cancellationToken)).Id;

    public async Task<SpotifyUser> UserAsync(McpCallContext context, CancellationToken cancellationToken) =>
        (await mcp.CallAsync(SpotifyTools.GetUserProfile, new GetUserProfileArguments(), context, cancellationToken)).Value;

    /// <summary>The playlists that the user may write into, in Spotify's order, from the first so many that it lists.</summary>
    public async Task<IReadOnlyList<SpotifyPlaylist>> ListWritableAsync(
        int atMost, McpCallContext context, CancellationToken cancellationToken)
    {
        var writable = new List<SpotifyPlaylist>();
        for (int? next = 0; next is { } offset && offset < atMost;)
        {
            var page = (await mcp.CallAsync(SpotifyTools.ListPlaylists, new ListPlaylistsArguments(offset, PageSize), context, cancellationToken)).Value;
            writable.AddRange(page.Playlists.Where(playlist => playlist.Editable));
            next = page.NextOffset;
        }

        return writable;
    }

    /// <summary>
    /// The playlist of this id or, failing that, the user's own whose description holds the mark; null when there is neither.
    /// </summary>
    public async Task<SpotifyPlaylist?> FindOwnAsync(
        string userId, string? knownId, string mark, McpCallContext context, CancellationToken cancellationToken)
    {
        SpotifyPlaylist? marked = null;
        for (int? next = 0; next is { } offset;)
        {
            var arguments = new ListPlaylistsArguments(offset, PageSize);
            var page = (await mcp.CallAsync(SpotifyTools.ListPlaylists, arguments, context, cancellationToken)).Value;
            if (page.Playlists.FirstOrDefault(playlist => playlist.Id == knownId) is { } known)
            {
                return known;
            }

            marked ??= page.Playlists.FirstOrDefault(IsMarked);
            next = page.NextOffset;
        }

        return marked;

        bool IsMarked(SpotifyPlaylist playlist) =>
            playlist.OwnerId == userId && playlist.Description?.Contains(mark, StringComparison.Ordinal) is true;
    }
}
