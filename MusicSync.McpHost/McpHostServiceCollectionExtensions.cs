using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelContextProtocol.Protocol;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Caching;
using MusicSync.McpHost.Http;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Spotify;
using MusicSync.McpHost.Tools;

namespace MusicSync.McpHost;

/// <summary>What the host is, whatever carries its messages.</summary>
internal static class McpHostServiceCollectionExtensions
{
    private const string Instructions =
        "Searches Spotify and reads and edits the signed-in user's playlists. A failed call says in its text what to do.";

    public static IMcpServerBuilder AddMusicSyncMcp(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings().AddRateLimiting().AddSpotifyAuthorization().AddSpotifyHttp();
        services.AddTransient<CatalogClient>().AddTransient<PlaylistClient>();
        services.AddSingleton<SearchCache>().AddTransient<CachedCatalog>();
        services.AddSingleton<PlaylistCache>().AddSingleton<RowCache>().AddTransient<CachedPlaylists>();
        return services
            .AddMcpServer(server =>
            {
                server.ServerInfo = new Implementation { Name = "musicsync-spotify", Title = "MusicSync: Spotify", Version = "1.0.0" };
                server.ServerInstructions = Instructions;
            })
            .WithMusicSyncTools();
    }
}
