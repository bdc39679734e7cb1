using MusicSync.SpotifySimulator.Control;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Counts a call under its route and holds it for the configured latency.</summary>
internal sealed class CallMiddleware(
    RequestDelegate next, CallCounters calls, AskedWaits waits, SimulatorOptions options)
{
    /// <summary>Method and route, <c>GET /v1/playlists/{id}/items</c>.</summary>
    public static string EndpointOf(HttpContext context) => $"{context.Request.Method} {PathOf(context)}";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = EndpointOf(context);
        calls.Count(context.Request.Method, endpoint);
        if (waits.IsPending(endpoint))
        {
            calls.CountDuringCooldown();
        }

        if (options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(options.Latency, options.Time, context.RequestAborted);
        }

        await next(context);
    }

    /// <summary>The route with its placeholders; the path itself where there is no such route.</summary>
    private static string PathOf(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } && !route.Contains("**")
            ? route
            : context.Request.Path.Value!;
}
