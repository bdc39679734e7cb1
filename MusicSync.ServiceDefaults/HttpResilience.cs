using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace MusicSync.ServiceDefaults;

/// <summary>HTTP defaults for ordinary clients, and the way out for the two clients that must not have them.</summary>
public static class HttpResilience
{
    internal static void AddHttpDefaults(this IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
            // At Trace they hand the Authorization header out in clear as structured state, which OTLP sends on; only the
            // formatted text is redacted. Each call is in the traces all the same.
            http.RemoveAllLoggers();
        });

    /// <summary>
    /// Takes the standard resilience handler off this client. The MCP client needs that because Temporal owns its
    /// retries (a retrying handler ran a slow tool three times); the Spotify client because its own pipeline must let a
    /// long <c>Retry-After</c> through instead of turning it into a time-out.
    /// </summary>
    /// <param name="client">The client's builder.</param>
    /// <returns>The same builder, without any resilience handler and without an overall time-out.</returns>
    public static IHttpClientBuilder WithoutStandardResilience(this IHttpClientBuilder client)
    {
#pragma warning disable EXTEXP0001 // The only way to take off what ConfigureHttpClientDefaults put on; goes when the API is stable.
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        return client.ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan);
    }
}
