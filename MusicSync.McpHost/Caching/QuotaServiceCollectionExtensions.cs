using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Caching;

/// <summary>Registers what saves Spotify's quota.</summary>
internal static class QuotaServiceCollectionExtensions
{
    public static IServiceCollection AddQuota(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>()
            .BindConfiguration(StorageOptions.SectionName)
            .Validate(
                storage => !string.IsNullOrWhiteSpace(storage.DataDirectory),
                "MusicSync:DataDirectory is empty; set MusicSync__DataDirectory to a directory that can be written, or leave it out.")
            .ValidateOnStart();
        services.AddSingleton<RememberedProfile>();
        services.AddSingleton<RememberedPlaylists>();
        services.AddSingleton<RememberedSearches>();
        services.AddGate();
        services.AddHealthChecks().AddCheck<DataDirectoryCheck>("data-directory");
        return services;
    }
}
