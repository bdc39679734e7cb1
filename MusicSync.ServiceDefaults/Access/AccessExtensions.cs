using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>Access control: host name, origin, rate and key, on every path but the probes.</summary>
public static class AccessExtensions
{
    /// <summary>Registers access control; without a key the service then starts only where loopback alone reaches it.</summary>
    /// <param name="services">The services of a web application.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<AccessOptions, AccessRangesValidator>().BindConfiguration(AccessOptions.SectionName);
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddSingleton<BoundAddresses>();
        services.AddSingleton<KnownCallers>();
        services.AddKeyCheck();
        services.AddRateLimiter(_ => { });
        services.AddProblemDetails();
        services.ConfigureOptions<CallerRateLimit>().ConfigureOptions<AllowedHostsSetup>().ConfigureOptions<AccessProblems>();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        return services.RemoveUnconditionalHostFilter();
    }

    /// <summary>
    /// Turns away, in this order: calls to a foreign host name (400), by a page of a foreign origin (403), too many
    /// (429), without the key (401). Comes after whatever turns status codes into documents, before the endpoints.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication UseAccess(this WebApplication app)
    {
        app.Use((context, next) => SecurityHeaders.AddAsync(context, next));
        app.UseWhen(context => !context.AllowsAnonymous(), guarded =>
        {
            guarded.UseHostFiltering();
            guarded.UseMiddleware<OriginCheck>();
        });
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    /// <summary>Sends this service's key with every request of the client, for a service that has the same.</summary>
    /// <param name="client">The client's builder.</param>
    /// <returns>The same builder.</returns>
    public static IHttpClientBuilder WithAccessKey(this IHttpClientBuilder client) =>
        client.ConfigureHttpClient((provider, http) => http.DefaultRequestHeaders.Authorization = AccessKey.Header(provider));

    // Core: AddAuthentication would also bring data protection, which writes keys for cookies nobody has here.
    private static void AddKeyCheck(this IServiceCollection services)
    {
        services.AddAuthenticationCore(options => options.DefaultScheme = AccessKeyHandler.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, AccessKeyHandler>(AccessKeyHandler.SchemeName, _ => { });
        services.AddAuthorization(options =>
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    // WebApplication's own filter comes before everything and would stop probes, which call by the pod's address.
    private static IServiceCollection RemoveUnconditionalHostFilter(this IServiceCollection services)
    {
        foreach (var filter in services.Where(service => service.ImplementationType?.Name == "HostFilteringStartupFilter").ToArray())
        {
            services.Remove(filter);
        }

        return services;
    }
}
