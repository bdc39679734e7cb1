using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.Authorization;

/// <summary>Registers the source of access tokens.</summary>
internal static class AuthorizationServiceCollectionExtensions
{
    // Shorter than a write's total time-out, so that a slow refresh is reported as "nothing was sent".
    private static readonly TimeSpan RefreshTimeout = TimeSpan.FromSeconds(5);

    private const string KeysFolder = "keys";

    public static IServiceCollection AddSpotifyAuthorization(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<AccountsClient>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<SignInAddress>();
        services.AddKeyRing();
        services.AddSingleton<TokenSource>();
        services.AddHealthChecks().AddCheck<CredentialsCheck>("spotify-credentials");
        services
            .AddHttpClient(AccountsClient.HttpClientName)
            .WithoutStandardResilience()
            .ConfigurePrimaryHttpMessageHandler(SpotifyConnection.CreateHandler)
            .ConfigureHttpClient((provider, http) =>
            {
                var options = provider.GetRequiredService<IOptions<SpotifyOptions>>().Value;
                http.BaseAddress = SpotifyConnection.AsDirectory(options.AccountsUrl);
                http.Timeout = RefreshTimeout;
            });
        return services;
    }

    // Whoever can read the whole data directory can read the token: the keys have to be where every later host finds them.
    private static void AddKeyRing(this IServiceCollection services)
    {
        // Fixed, or a host that is deployed to another path could not read what it kept before.
        services.AddDataProtection().SetApplicationName("MusicSync.McpHost");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<StorageOptions>, ILoggerFactory>((keys, storage, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(
                new DirectoryInfo(Path.Combine(storage.Value.DataDirectory, KeysFolder)), loggers));
    }
}
