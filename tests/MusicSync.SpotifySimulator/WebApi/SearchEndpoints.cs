using MusicSync.SpotifySimulator.Catalog;
using MusicSync.SpotifySimulator.Catalog.Search;
using MusicSync.SpotifySimulator.WebApi.Wire;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary><c>/v1/search</c> and <c>/v1/tracks/{id}</c>: open to apps and users alike.</summary>
internal static class SearchEndpoints
{
    private const int DefaultLimit = 5;

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/search", Search);
        v1.MapGet("/tracks/{id}", GetTrack);
    }

    private static IResult Search(HttpRequest request, TrackSearch search)
    {
        if (request.Query["type"] != "track")
        {
            throw ApiException.BadRequest($"Bad search type field {request.Query["type"]}");
        }

        var paging = Paging.Of(request, DefaultLimit, TrackSearch.MaxLimit, maxOffset: 1000);
        var found = search.Search(request.Query["q"].ToString(), paging.Limit, paging.Offset);
        var writer = TrackWriter.For(request);
        return WebApiJson.Answer(new SearchJson(
            paging.Page(request, [.. found.Tracks.Select(writer.Write)], found.Total)));
    }

    private static IResult GetTrack(string id, HttpRequest request, TrackCatalog catalog)
    {
        if (!SpotifyUri.IsBase62Id(id))
        {
            throw ApiException.BadRequest("Invalid base62 id");
        }

        var track = catalog.Find(id) ?? throw ApiException.NotFound();
        return WebApiJson.Answer(TrackWriter.For(request).Write(track));
    }
}
