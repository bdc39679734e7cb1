using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.WebApi.Wire;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary><c>/v1/albums/{id}</c> with its first tracks, and <c>/v1/albums/{id}/tracks</c>: open to apps and users alike.</summary>
internal static class AlbumEndpoints
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 50;

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/albums/{id}", GetAlbum);
        v1.MapGet("/albums/{id}/tracks", GetTracks);
    }

    private static IResult GetAlbum(string id, HttpRequest request, TrackCatalog catalog)
    {
        var tracks = Find(id, catalog);

        return WebApiJson.Answer(TrackWriter.For(request).WriteAlbum(tracks, Page(id, request, tracks, new Paging(MaxLimit, 0), [])));
    }

    private static IResult GetTracks(string id, HttpRequest request, TrackCatalog catalog)
    {
        var tracks = Find(id, catalog);
        var paging = Paging.Of(request, DefaultLimit, MaxLimit, maxOffset: int.MaxValue);
        var query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

        return WebApiJson.Answer(Page(id, request, tracks, paging, query));
    }

    private static PageJson<TrackJson> Page(
        string id, HttpRequest request, IReadOnlyList<CatalogTrack> tracks, Paging paging, Dictionary<string, string> query)
    {
        var writer = TrackWriter.For(request);
        var items = tracks.Index().Skip(paging.Offset).Take(paging.Limit).Select(track => writer.WriteInAlbum(track.Item, track.Index + 1)).ToArray();

        return paging.Page($"{Origin.Of(request)}/v1/albums/{id}/tracks", query, items, tracks.Count);
    }

    private static IReadOnlyList<CatalogTrack> Find(string id, TrackCatalog catalog) => !SpotifyUri.IsBase62Id(id)
        ? throw ApiException.BadRequest("Invalid base62 id")
        : catalog.FindAlbum(id) ?? throw ApiException.NotFound();
}
