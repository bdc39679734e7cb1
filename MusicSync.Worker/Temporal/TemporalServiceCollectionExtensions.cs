using MusicSync.Worker.Mcp;
using Temporalio.Client;

namespace MusicSync.Worker.Temporal;

/// <summary>Registers the Temporal client and worker.</summary>
internal static class TemporalServiceCollectionExtensions
{
    public static IServiceCollection AddTemporalWorker(this IServiceCollection services)
    {
        services.AddTemporalClient();
        services.AddOptions<TemporalClientConnectOptions>()
            .Configure<IConfiguration, ILoggerFactory>(TemporalConnectOptions.Configure);
        services.AddSingleton<CallStops>();
        services.AddSingleton(provider => new McpShortPause(provider.GetRequiredService<PauseLadder>().InPlace));
        services.AddSingleton<ActivityLogging>();
        services.AddSingleton<ActivityFailureInterceptor>();
        services.AddSingleton<TemporalClock>();
        services.AddSingleton<TemporalWorkerService>();
        services.AddHostedService(provider => provider.GetRequiredService<TemporalWorkerService>());
        services.AddHealthChecks().AddCheck<TemporalHealthCheck>("temporal").AddCheck<TemporalClock>("clock");
        return services;
    }
}
