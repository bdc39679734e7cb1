using MusicSync.McpHost.RateLimiting;

namespace MusicSync.McpHost.Caching;

/// <summary>Registers what saves Spotify's quota.</summary>
internal static class QuotaServiceCollectionExtensions
{
    public static IServiceCollection AddQuota(this IServiceCollection services)
    {
        services.AddSingleton<RememberedProfile>();
        services.AddSingleton<RememberedPlaylists>();
        services.AddSingleton<RememberedSearches>();
        services.AddRateLimiting();
        return services;
    }
}
