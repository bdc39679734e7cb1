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
