using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Spotify;

/// <summary>Registers the MCP host that speaks to Spotify, its tools and what is asked through them.</summary>
internal static class SpotifyServiceCollectionExtensions
{
    /// <summary>Says where the host is; the endpoint may use a service discovery name.</summary>
    public static IServiceCollection AddSpotify(this IServiceCollection services, Uri endpoint) => services
        .AddMcpServer(SpotifyTools.Server, endpoint)
        .AddMcpTools(SpotifyTools.All)
        .AddSingleton<SpotifyPlaylists>()
        .AddSingleton<SearchBudget>();
}
