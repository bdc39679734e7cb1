using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>The rules of access control as questions, for those who ask elsewhere than in the pipeline.</summary>
internal sealed class KnownCallers(IOptions<HostFilteringOptions> hosts, IOptions<AccessOptions> access)
{
    /// <summary>Whether the caller would pass every check but the rate limit; a probe, which passes none, need not.</summary>
    public bool Includes(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } && IsServed(context.Request.Host) && MayCall(context.Request);

    public bool IsServed(HostString host) =>
        host.HasValue && HostString.MatchesAny(host.Host, [.. hosts.Value.AllowedHosts.Select(name => new StringSegment(name))]);

    /// <summary>Whether the caller is no page at all, or one of this service or of an allowed origin.</summary>
    public bool MayCall(HttpRequest request) => request.Headers.Origin.All(origin =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || access.Value.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase));
}

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

/// <summary>Probes carry an address instead of a name, and no key: what allows anonymous callers is not checked at all.</summary>
internal static class AnonymousEndpoint
{
    public static bool AllowsAnonymous(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
