using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>Probes carry an address instead of a name, and no key: what allows anonymous callers is not checked at all.</summary>
internal static class AnonymousEndpoint
{
    public static bool AllowsAnonymous(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
