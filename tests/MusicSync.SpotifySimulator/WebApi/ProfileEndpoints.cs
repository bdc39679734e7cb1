using MusicSync.SpotifySimulator.WebApi.Wire;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary><c>/v1/me</c>.</summary>
internal static class ProfileEndpoints
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/me", GetMe);

    private static IResult GetMe(HttpRequest request)
    {
        var caller = Access.RequireUser(request.HttpContext);

        return WebApiJson.Answer(UserWriter.Me(Origin.Of(request), caller.User!));
    }
}
