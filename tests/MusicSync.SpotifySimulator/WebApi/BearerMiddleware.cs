using Microsoft.AspNetCore.Http.Features;
using MusicSync.SpotifySimulator.Accounts;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Lets only calls with a good access token through.</summary>
internal sealed class BearerMiddleware(RequestDelegate next, Grants grants)
{
    private const string Scheme = "Bearer ";

    public static Caller CallerOf(HttpContext context) => context.Features.GetRequiredFeature<Caller>();

    public Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return ApiError.WriteAsync(context.Response, new ApiErrorBody(401, "No token provided"));
        }

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length == Scheme.Length)
        {
            return ApiError.WriteAsync(context.Response, new ApiErrorBody(400, "Only valid bearer authentication supported"));
        }

        var (caller, refusal) = grants.Authenticate(header[Scheme.Length..].Trim());
        if (caller is null)
        {
            return ApiError.WriteAsync(context.Response, new ApiErrorBody(401, refusal));
        }

        context.Features.Set(caller);
        return next(context);
    }
}
