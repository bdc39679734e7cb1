using MusicSync.Worker.Mcp;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;

namespace MusicSync.Worker.Temporal;

/// <summary>Registers the Temporal client and worker.</summary>
internal static class TemporalServiceCollectionExtensions
{
    public static IServiceCollection AddTemporalWorker(this IServiceCollection services)
    {
        // Not connected yet: the worker service waits for a Temporal that is not up.
        services.AddSingleton<ITemporalClient>(provider => TemporalClient.CreateLazy(TemporalConnectOptions.Read(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<ILoggerFactory>())));
        services.AddSingleton<CallStops>();
        services.AddSingleton(provider => new McpShortPause(provider.GetRequiredService<PauseThresholds>().InPlace));
        services.AddSingleton<ActivityLogging>();
        services.AddSingleton<ActivityFailureInterceptor>();
        services.AddSingleton<TemporalClock>();
        services.AddSingleton<TemporalWorkerService>();
        services.AddHostedService(provider => provider.GetRequiredService<TemporalWorkerService>());
        services.AddHealthChecks().AddCheck<TemporalHealthCheck>("temporal").AddCheck<TemporalClock>("clock");
        return services;
    }
}

/// <summary>
/// Where Temporal is: <c>TEMPORAL_*</c> variables (address, namespace, API key, TLS; or a profile file), the connection
/// string <c>temporal</c> winning over the address.
/// </summary>
internal static class TemporalConnectOptions
{
    private const string ConnectionName = "temporal";
    private const string DefaultAddress = "localhost:7233";

    public static TemporalClientConnectOptions Read(IConfiguration configuration, ILoggerFactory loggers)
    {
        // Everything of the profile is taken, not just host and namespace: an API key or TLS lost here fails only in production.
        var profile = ClientEnvConfig.LoadClientConnectOptions();
        return new TemporalClientConnectOptions
        {
            TargetHost = configuration.GetConnectionString(ConnectionName) ?? profile.TargetHost ?? DefaultAddress,
            Namespace = profile.Namespace,
            ApiKey = profile.ApiKey,
            Tls = profile.Tls,
            RpcMetadata = profile.RpcMetadata,
            DataConverter = TemporalJson.DataConverter,
            LoggerFactory = loggers,
            Interceptors = [new TracingInterceptor()],
        };
    }
}
