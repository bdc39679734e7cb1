using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>The service's key for a page on which a person types it, since a browser sends no header.</summary>
public static class AccessKey
{
    /// <summary>
    /// Lets callers without the key reach an endpoint that asks for it itself. Host name, origin and rate are checked all
    /// the same, unlike where anonymous callers are allowed.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The same endpoint.</returns>
    public static TBuilder AsksForTheKeyItself<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(policy => policy.RequireAssertion(_ => true));

    /// <summary>Whether the caller has the key, by its header; where there is none, everybody has.</summary>
    /// <param name="context">The call.</param>
    public static bool IsKnown(HttpContext context) => context.User.Identity is { IsAuthenticated: true };

    /// <summary>Whether this is the key of the service.</summary>
    /// <param name="context">The call.</param>
    /// <param name="typed">What the caller typed.</param>
    public static bool Opens(HttpContext context, string? typed) =>
        context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value.ApiKey is not { Length: > 0 } key
        || (typed is not null && Same(typed, key));

    /// <summary>What this service sends to another one that has the same key; null where there is none.</summary>
    /// <param name="services">The services of the application.</param>
    public static AuthenticationHeaderValue? Header(IServiceProvider services) =>
        services.GetRequiredService<IOptions<AccessOptions>>().Value is { RequiresKey: true, ApiKey: var key }
            ? new AuthenticationHeaderValue("Bearer", key)
            : null;

    // Hashes are equally long, so the time taken tells neither the key nor its length.
    internal static bool Same(string sent, string key) => CryptographicOperations.FixedTimeEquals(Hash(sent), Hash(key));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
