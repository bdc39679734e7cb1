using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary><c>/v1/me/library</c>: saved tracks and followed playlists. Removing a playlist deletes it for the user.</summary>
internal static class LibraryEndpoints
{
    private const string Path = "/me/library";
    private const int MaxUris = 40;

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet(Path + "/contains", Contains);
        v1.MapPut(Path, Save);
        v1.MapDelete(Path, Remove);
    }

    private static IResult Contains(HttpRequest request, UserLibrary library)
    {
        var uris = UrisOf(request, Scopes.ReadPrivate, Scopes.LibraryRead);

        return WebApiJson.Answer(uris.Select(library.Contains).ToArray());
    }

    private static IResult Save(HttpRequest request, UserLibrary library)
    {
        Array.ForEach(UrisOf(request, Scopes.ModifyPublic, Scopes.LibraryModify), library.Add);

        return Results.Ok();
    }

    private static IResult Remove(HttpRequest request, UserLibrary library)
    {
        Array.ForEach(UrisOf(request, Scopes.ModifyPublic, Scopes.LibraryModify), library.Remove);

        return Results.Ok();
    }

    private static string[] UrisOf(HttpRequest request, string playlistScope, string trackScope)
    {
        Access.RequireUser(request.HttpContext);
        var uris = request.Query["uris"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (uris.Length is 0 or > MaxUris)
        {
            throw ApiException.BadRequest(uris.Length == 0 ? "No uris provided" : "Too many uris requested");
        }

        foreach (var uri in uris)
        {
            Access.RequireScope(request.HttpContext, ScopeFor(uri, playlistScope, trackScope));
        }

        return uris;
    }

    private static string ScopeFor(string uri, string playlistScope, string trackScope)
    {
        if (uri.StartsWith(SpotifyUri.Playlist, StringComparison.Ordinal))
        {
            return playlistScope;
        }

        return SpotifyUri.IdOf(uri, SpotifyUri.Track) is not null
            ? trackScope
            : throw ApiException.BadRequest($"Invalid uri: {uri}");
    }
}
