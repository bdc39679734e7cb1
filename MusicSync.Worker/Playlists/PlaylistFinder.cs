using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Playlists;

/// <summary>Finds the playlist of a sync: by id, or MusicSync's own of a name, made when there is none.</summary>
internal sealed class PlaylistFinder(McpToolCaller mcp)
{
    public Task<PlaylistRef> FindAsync(PlaylistTarget target, McpCallContext context, CancellationToken cancellationToken) =>
        target.Id is { } id
            ? FindByIdAsync(id, context, cancellationToken)
            : FindByNameAsync(target.Name!, context, cancellationToken);

    public async Task<PlaylistRef> FindByIdAsync(string id, McpCallContext context, CancellationToken cancellationToken)
    {
        var answer = await mcp.CallAsync(SpotifyTools.GetPlaylist, new GetPlaylistArguments(id), context, cancellationToken);
        return answer.Value.Editable
            ? Ref(answer.Value)
            : throw new McpCallException(new McpFailure(McpFailureKind.Forbidden, NotYours(answer.Value.Name)), cause: null);
    }

    private static string NotYours(string name) =>
        $"The playlist \"{name}\" belongs to somebody else; name one of your own, or one you collaborate on.";

    private async Task<PlaylistRef> FindByNameAsync(string name, McpCallContext context, CancellationToken cancellationToken)
    {
        var user = await mcp.CallAsync(SpotifyTools.GetUserProfile, new GetUserProfileArguments(), context, cancellationToken);
        var marker = PlaylistMarker.For(user.Value.Id, name);
        for (int? next = 0; next is { } offset;)
        {
            var arguments = new ListPlaylistsArguments(offset, PlaylistLimits.PlaylistsPage);
            var page = (await mcp.CallAsync(SpotifyTools.ListPlaylists, arguments, context, cancellationToken)).Value;
            if (page.Playlists.FirstOrDefault(IsOurs) is { } found)
            {
                return Ref(found);
            }

            next = page.NextOffset;
        }

        // A write: not cancelled when the caller goes away, or a retry could make a second one.
        var create = new CreatePlaylistArguments(name, marker, Public: false);
        return Ref((await mcp.CallAsync(SpotifyTools.CreatePlaylist, create, context, CancellationToken.None)).Value);

        bool IsOurs(SpotifyPlaylist playlist) =>
            playlist.OwnerId == user.Value.Id && PlaylistMarker.IsIn(playlist.Description, marker);
    }

    private static PlaylistRef Ref(SpotifyPlaylist playlist) => new(playlist.Id, playlist.Name, playlist.Url);
}
