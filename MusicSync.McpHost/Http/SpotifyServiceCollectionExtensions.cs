using System.Net;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Http;

/// <summary>Registers the Spotify client with its options and pipeline.</summary>
internal static class SpotifyServiceCollectionExtensions
{
    // Names come back in this language whatever the machine's; matching needs them stable.
    private const string Language = "en";

    // Well below a write's total time-out, so that "never connected" is told from "outcome unknown".
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    public static IServiceCollection AddSpotify(this IServiceCollection services)
    {
        services.AddOptions<SpotifyOptions>().BindConfiguration(SpotifyOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SpotifyOptions>, SpotifyOptionsValidator>();
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
                http.BaseAddress = AsDirectory(provider.GetRequiredService<IOptions<SpotifyOptions>>().Value.ApiUrl);
                http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(Language);
            })
            .ConfigurePrimaryHttpMessageHandler(CreateSocketsHandler)
            // Connections are renewed by the socket handler; a new handler every two minutes would renew the warm ones too.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddSpotifyPipeline();
        return services;
    }

    /// <summary>With the slash that relative addresses need.</summary>
    public static Uri AsDirectory(Uri address) => new(address.AbsoluteUri.TrimEnd('/') + "/");

    // A redirect would turn a POST into a GET, or carry a token elsewhere; Spotify sends none.
    public static SocketsHttpHandler CreateSocketsHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
