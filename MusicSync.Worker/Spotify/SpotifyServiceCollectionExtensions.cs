using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Spotify;

/// <summary>Registers the MCP host that speaks to Spotify, its tools and what is asked through them.</summary>
internal static class SpotifyServiceCollectionExtensions
{
    /// <summary>Says where the host is; the endpoint may use a service discovery name.</summary>
    public static IServiceCollection AddSpotify(this IServiceCollection services, Uri endpoint)
    {
        var host = new SpotifyHost(new Uri(endpoint, "/"));
        services.AddHttpClient(SpotifySignIn.HttpClientName, http => http.BaseAddress = host.Address)
            .WithoutStandardResilience().WithAccessKey();
        return services
            .AddMcpServer(SpotifyTools.Server, endpoint)
            .AddMcpTools(SpotifyTools.All)
            .AddSingleton(host)
            .AddSingleton<SpotifySignIn>()
            .AddSingleton<SpotifyPlaylists>()
            .AddSingleton<SpotifyAlbums>()
            .AddSingleton<SearchBudget>();
    }
}
