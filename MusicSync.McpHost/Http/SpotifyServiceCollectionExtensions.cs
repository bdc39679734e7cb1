using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Http;

/// <summary>Registers the Spotify client with its options and pipeline.</summary>
internal static class SpotifyServiceCollectionExtensions
{
    // Names come back in this language whatever the machine's; matching needs them stable.
    private const string Language = "en";

    public static IServiceCollection AddSpotify(this IServiceCollection services)
    {
        services.AddOptions<SpotifyCircuitOptions>().BindConfiguration(SpotifyCircuitOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SpotifyCircuitOptions>, SpotifyCircuitOptionsValidator>();
        services.AddSingleton<SpotifyCircuit>();
        services.AddSingleton<ClockCheck>();
        services.AddHealthChecks().AddCheck<CircuitCheck>("spotify-circuit").AddCheck<ClockCheck>("clock");
        services.AddSingleton<WritesInHand>();
        services.AddTransient<WireHandler>();
        services.AddTransient<CatalogClient>();
        services.AddTransient<PlaylistClient>();
        services
            .AddHttpClient<SpotifyTransport>((provider, http) =>
            {
                http.BaseAddress = SpotifyConnection.AsDirectory(provider.GetRequiredService<IOptions<SpotifyOptions>>().Value.ApiUrl);
                http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(Language);
            })
            .ConfigurePrimaryHttpMessageHandler(SpotifyConnection.CreateHandler)
            // Connections are renewed by the socket handler; a new handler every two minutes would renew the warm ones too.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddSpotifyPipeline();
        return services;
    }
}
