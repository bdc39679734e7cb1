using MusicSync.SpotifySimulator.Catalog.Search;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Writes refusals as the Web API's error body.</summary>
internal sealed class ApiExceptionMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (ApiException refusal)
        {
            await ApiError.WriteAsync(context.Response, new ApiErrorBody(refusal.Status, refusal.Message));
        }
        catch (SearchRefusedException refusal)
        {
            await ApiError.WriteAsync(context.Response, new ApiErrorBody(400, refusal.Message));
        }
    }
}
