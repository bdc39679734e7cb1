using System.Collections.Immutable;
using MusicSync.SpotifySimulator.Accounts;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Playlists;
using MusicSync.SpotifySimulator.WebApi.Wire;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>The rows of a playlist: read, add, replace or reorder, remove.</summary>
internal sealed class PlaylistItemEndpoints(
    PlaylistStore playlists,
    PlaylistReader reader,
    Access access,
    ItemUris uris,
    FaultRules rules)
{
    private const string Path = "/playlists/{id}/items";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet(Path, (string id, HttpRequest request, PlaylistItemEndpoints self) => self.Get(id, request));
        v1.MapPost(Path, (string id, HttpRequest request, PlaylistItemEndpoints self) => self.AddAsync(id, request));
        v1.MapPut(Path, (string id, HttpRequest request, PlaylistItemEndpoints self) => self.PutAsync(id, request));
        v1.MapDelete(Path, (string id, HttpRequest request, PlaylistItemEndpoints self) => self.RemoveAsync(id, request));
    }

    private IResult Get(string id, HttpRequest request)
    {
        var view = reader.View(request.HttpContext, id);
        if (!access.MayEdit(request.HttpContext, view.State))
        {
            throw ApiException.Forbidden();
        }

        Access.RequireRead(request.HttpContext, view.State);
        var paging = Paging.Of(request, defaultLimit: 20, maxLimit: 50, maxOffset: int.MaxValue / 2);
        return FieldsAnswer.Of(request, reader.Page(request, view, paging));
    }

    private async Task<IResult> AddAsync(string id, HttpRequest request)
    {
        RequireEdit(id, request);
        var body = await AddItemsBody.ReadAsync(request);
        var added = uris.RequireKnown(body.Uris);
        var phantoms = PhantomsOf(request);
        var state = playlists.Edit(id, SimulatorAccount.UserId, edit =>
        {
            var position = body.Position is { } seen ? PhantomRows.TruePosition(seen, phantoms) : edit.Entries.Length;
            PlaylistLimits.RequirePosition(position, edit.Entries.Length);
            PlaylistLimits.RequireRoom(edit.Entries.Length + added.Count);
            return edit.Insert(position, added);
        });

        return Snapshot(state, StatusCodes.Status201Created);
    }

    private async Task<IResult> PutAsync(string id, HttpRequest request)
    {
        RequireEdit(id, request);
        var body = await WebApiJson.ReadAsync<PutItemsBody>(request);
        var edit = body.Uris is null ? body.Reorder(PhantomsOf(request), playlists.EntriesOf(id, body.SnapshotId)) : Replace(body);

        return Snapshot(playlists.Edit(id, SimulatorAccount.UserId, edit), StatusCodes.Status200OK);
    }

    private Func<EntryEdit, ImmutableArray<PlaylistEntry>> Replace(PutItemsBody body)
    {
        var replacing = uris.RequireReplaceable(body.RequireOnlyUris());

        return edit => edit.Replace(replacing);
    }

    private async Task<IResult> RemoveAsync(string id, HttpRequest request)
    {
        RequireEdit(id, request);
        var body = await WebApiJson.ReadAsync<RemoveItemsBody>(request);
        var removed = ItemUris.RequireRemovable(body.Items).ToHashSet(StringComparer.Ordinal);

        return Snapshot(
            playlists.Edit(id, SimulatorAccount.UserId, edit => edit.Remove(removed)),
            StatusCodes.Status200OK);
    }

    private void RequireEdit(string id, HttpRequest request) =>
        access.RequireEdit(request.HttpContext, playlists.Find(id) ?? throw Access.Unknown(id));

    /// <summary>Positions count the rows that reads show, phantom ones too.</summary>
    private int PhantomsOf(HttpRequest request)
    {
        var read = ApiCall.Of(request) with { Method = HttpMethods.Get };

        return (rules.InForce(FaultKind.NullItem, read) ? 1 : 0) + (rules.InForce(FaultKind.LocalItem, read) ? 1 : 0);
    }

    private static IResult Snapshot(PlaylistState? state, int status) =>
        WebApiJson.Answer(new SnapshotJson((state ?? throw ApiException.NotFound()).SnapshotId), status);
}
