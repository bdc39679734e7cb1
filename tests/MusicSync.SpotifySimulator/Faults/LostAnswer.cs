using Microsoft.AspNetCore.Http.Features;

namespace MusicSync.SpotifySimulator.Faults;

/// <summary>The call runs, but the caller does not learn how it went.</summary>
internal static class LostAnswer
{
    public static async Task RunAsync(HttpContext context, RequestDelegate next, FaultRule rule)
    {
        var wire = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var answer = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        await next(context);
        await context.Response.CompleteAsync();
        context.Features.Set(wire);

        if (rule.Kind == FaultKind.DropAfter)
        {
            context.Abort();
        }
        else if (context.Response.StatusCode >= StatusCodes.Status400BadRequest)
        {
            // Nothing took effect, so there is nothing to hide.
            await context.Response.Body.WriteAsync(answer.ToArray(), context.RequestAborted);
        }
        else
        {
            context.Response.Clear();
            await FaultOutcome.RefuseAsync(context.Response, rule);
        }
    }
}
