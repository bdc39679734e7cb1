namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>What Development Mode lost in February 2026 answers 403, not 404.</summary>
internal static class RemovedEndpoints
{
    private static readonly string[] Paths =
    [
        "/albums", "/artists", "/audiobooks", "/chapters", "/episodes", "/shows", "/tracks",
        "/artists/{id}/related-artists", "/artists/{id}/top-tracks",
        "/audio-analysis/{id}", "/audio-features", "/audio-features/{id}", "/recommendations",
        "/browse/categories", "/browse/categories/{id}", "/browse/categories/{id}/playlists",
        "/browse/featured-playlists", "/browse/new-releases",
        "/markets",
        "/me/albums/contains", "/me/following", "/me/following/contains", "/me/tracks/contains",
        "/playlists/{id}/followers", "/playlists/{id}/followers/contains", "/playlists/{id}/tracks",
        "/users/{id}", "/users/{id}/playlists",
    ];

    public static void Map(RouteGroupBuilder v1)
    {
        foreach (var path in Paths)
        {
            v1.Map(path, Forbidden);
        }

        v1.MapFallback("/{**path}", Unknown);
    }

    private static IResult Forbidden() => throw ApiException.Forbidden();

    private static IResult Unknown() => throw new ApiException(StatusCodes.Status404NotFound, "Service not found");
}
