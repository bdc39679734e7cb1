using MusicSync.SpotifySimulator.Control;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Counts a call under its route and holds it for the configured latency.</summary>
internal sealed class CallMiddleware(RequestDelegate next, CallCounters calls, SimulatorOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        calls.Count(context.Request.Method, PathOf(context));
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
