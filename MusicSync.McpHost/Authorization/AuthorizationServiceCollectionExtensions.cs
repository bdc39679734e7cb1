using Microsoft.Extensions.Options;
using MusicSync.McpHost.Spotify;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.Authorization;

/// <summary>Registers the source of access tokens.</summary>
internal static class AuthorizationServiceCollectionExtensions
{
    // Shorter than a write's total time-out, so that a slow refresh is reported as "nothing was sent".
    private static readonly TimeSpan RefreshTimeout = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddSpotifyAuthorization(this IServiceCollection services)
    {
        services.AddHostMetrics();
        services.AddSingleton<AccountsClient>();
        services.AddSingleton<TokenSource>();
        services.AddTransient<BearerTokenHandler>();
        services.AddHealthChecks().AddCheck<CredentialsCheck>("spotify-credentials");
        services
            .AddHttpClient(AccountsClient.HttpClientName)
            .WithoutStandardResilience()
            .ConfigurePrimaryHttpMessageHandler(SpotifyServiceCollectionExtensions.CreateSocketsHandler)
            .ConfigureHttpClient((provider, http) =>
            {
                var options = provider.GetRequiredService<IOptions<SpotifyOptions>>().Value;
                http.BaseAddress = SpotifyServiceCollectionExtensions.AsDirectory(options.AccountsUrl);
                http.Timeout = RefreshTimeout;
            });
        return services;
    }
}
