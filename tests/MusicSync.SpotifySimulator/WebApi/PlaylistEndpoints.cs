using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Playlists as wholes: list, create, get, change.</summary>
internal sealed class PlaylistEndpoints(PlaylistStore playlists, PlaylistReader reader, Access access, UserLibrary library)
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/me/playlists", (HttpRequest request, PlaylistEndpoints self) => self.List(request));
        v1.MapPost("/me/playlists", (HttpRequest request, PlaylistEndpoints self) => self.CreateAsync(request));
        v1.MapGet("/playlists/{id}", (string id, HttpRequest request, PlaylistEndpoints self) => self.Get(id, request));
        v1.MapPut("/playlists/{id}", (string id, HttpRequest request, PlaylistEndpoints self) => self.ChangeAsync(id, request));
    }

    private IResult List(HttpRequest request)
    {
        Access.RequireScope(request.HttpContext, Scopes.ReadPrivate);
        var caller = Access.RequireUser(request.HttpContext).User!;
        var paging = Paging.Of(request, defaultLimit: 20, maxLimit: 50, maxOffset: 100_000);
        var views = library.Uris
            .Select(uri => SpotifyUri.AfterPrefix(uri, SpotifyUri.Playlist))
            .Where(id => id is not null && playlists.Find(id) is { } playlist && !IsOfAnother(playlist, caller))
            .Select(id => reader.View(request.HttpContext, id!))
            .Where(view => view.Exists)
            .ToArray();
        var page = views.Skip(paging.Offset).Take(paging.Limit).Select(view => PlaylistReader.Summary(request, view));

        return WebApiJson.Answer(paging.Page(request, [.. page], views.Length));
    }

    // There is one library for all; whose list is shown is told by who made what is in it.
    private static bool IsOfAnother(PlaylistState playlist, SimulatedUser caller) =>
        playlist.OwnerId != caller.Id && SimulatorAccount.Users.Any(user => user.Id == playlist.OwnerId);

    private async Task<IResult> CreateAsync(HttpRequest request)
    {
        var caller = Access.RequireUser(request.HttpContext).User!;
        var body = await WebApiJson.ReadAsync<PlaylistBody>(request);
        var details = body.ToNew();
        Access.RequireScope(request.HttpContext, details.Public ? Scopes.ModifyPublic : Scopes.ModifyPrivate);
        var state = playlists.Create(StableId.New(), caller.Id, details, []);
        var view = new PlaylistView(state, state.SnapshotId, Exists: true);

        return WebApiJson.Answer(reader.Full(request, view, mayReadRows: true), StatusCodes.Status201Created);
    }

    private IResult Get(string id, HttpRequest request)
    {
        var view = reader.View(request.HttpContext, id);
        Access.RequireRead(request.HttpContext, view.State);
        var playlist = reader.Full(request, view, access.MayEdit(request.HttpContext, view.State));

        return FieldsAnswer.Of(request, playlist);
    }

    private async Task<IResult> ChangeAsync(string id, HttpRequest request)
    {
        access.RequireEdit(request.HttpContext, playlists.Find(id) ?? throw Access.Unknown(id));
        var body = await WebApiJson.ReadAsync<PlaylistBody>(request);
        playlists.Change(id, body.ApplyTo);

        return Results.Ok();
    }
}
