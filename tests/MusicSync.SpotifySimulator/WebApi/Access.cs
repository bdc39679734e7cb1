using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Who may do what.</summary>
internal sealed class Access(UserLibrary library)
{
    public static Caller RequireUser(HttpContext context)
    {
        var caller = BearerMiddleware.CallerOf(context);

        return caller.IsUser ? caller : throw new ApiException(401, "Valid user authentication required");
    }

    public static void RequireScope(HttpContext context, string scope)
    {
        if (!RequireUser(context).Scopes.Contains(scope))
        {
            throw ApiException.Forbidden("Insufficient client scope");
        }
    }

    /// <summary>The owner, and a follower of a collaborative playlist, see and edit its rows.</summary>
    public bool MayEdit(HttpContext context, PlaylistState playlist) =>
        BearerMiddleware.CallerOf(context).IsUser
        && (playlist.OwnerId == BearerMiddleware.CallerOf(context).User!.Id
            || (playlist.Details.Collaborative && library.Contains(SpotifyUri.Playlist + playlist.Id)));

    public void RequireEdit(HttpContext context, PlaylistState playlist)
    {
        RequireUser(context);
        if (!MayEdit(context, playlist))
        {
            throw ApiException.Forbidden(HttpMethods.IsDelete(context.Request.Method)
                ? "You cannot remove tracks from a playlist you don't own"
                : "Forbidden");
        }

        RequireScope(context, playlist.Details.Public ? Scopes.ModifyPublic : Scopes.ModifyPrivate);
    }

    public static void RequireRead(HttpContext context, PlaylistState playlist)
    {
        if (!playlist.Details.Public)
        {
            RequireScope(context, Scopes.ReadPrivate);
        }
    }

    public static ApiException Unknown(string playlistId) => SpotifyUri.IsBase62Id(playlistId)
        ? ApiException.NotFound()
        : ApiException.BadRequest("Invalid base62 id");
}
