using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Http;

/// <summary>Registers the way to Spotify: transport, pipeline, circuit.</summary>
internal static class HttpServiceCollectionExtensions
{
    // Names come back in this language whatever the machine's; matching needs them stable.
    private const string Language = "en";

    public static IServiceCollection AddSpotifyHttp(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<SpotifyCircuitOptions, SpotifyCircuitOptionsValidator>().BindConfiguration(SpotifyCircuitOptions.SectionName);
        services.AddSingleton<SpotifyCircuit>();
        services.AddSingleton<ClockCheck>();
        services.AddHealthChecks().AddCheck<CircuitCheck>("spotify-circuit").AddCheck<ClockCheck>("clock");
        services.AddSingleton<InFlightWrites>();
        services.AddMetrics().AddActivatedSingleton<SpotifyMetrics>();
        services.AddTransient<BearerTokenHandler>();
        services.AddTransient<GateHandler>();
        services.AddTransient<WireHandler>();
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
