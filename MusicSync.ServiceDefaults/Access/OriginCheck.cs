using Microsoft.AspNetCore.Http;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>
/// Turns away pages of other sites: a browser says in <c>Origin</c> whose page calls, <c>null</c> when it will not say.
/// Other programs send none. MCP demands it
/// (https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning); ASP.NET Core's CORS only
/// tells a browser what it may read, and lets the call through.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next, KnownCallers callers)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (callers.MayCall(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
