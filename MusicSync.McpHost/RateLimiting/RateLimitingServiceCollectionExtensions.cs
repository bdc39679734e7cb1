using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>Registers the gate and what it remembers.</summary>
internal static class RateLimitingServiceCollectionExtensions
{
    public static IServiceCollection AddRateLimiting(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<GateOptions, GateOptionsValidator>().BindConfiguration(GateOptions.SectionName);
        services.AddSingleton(provider => GateLimits.Of(
            provider.GetRequiredService<IOptions<GateOptions>>().Value,
            provider.GetRequiredService<IOptions<SpotifyOptions>>().Value));
        services.AddSingleton<SpotifyGate>();
        services.AddSingleton<QuotaStateFile>();
        services.AddSingleton<QuotaStore>();
        services.AddHostedService<QuotaStoreSaver>();
        services.AddHealthChecks().AddCheck<LimitsCheck>("spotify-limits");
        return services;
    }
}
