using Temporalio.Client;
using Temporalio.Common.EnvConfig;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// Where Temporal is: <c>TEMPORAL_*</c> variables (address, namespace, API key, TLS; or a profile file), the connection
/// string <c>temporal</c> winning over the address.
/// </summary>
internal static class TemporalConnectOptions
{
    private const string ConnectionName = "temporal";
    private const string DefaultAddress = "localhost:7233";

    public static void Configure(
        TemporalClientConnectOptions options, IConfiguration configuration, ILoggerFactory loggers)
    {
        // Everything of the profile is taken, not just host and namespace: an API key or TLS lost here fails only in production.
        var profile = ClientEnvConfig.LoadClientConnectOptions();
        options.TargetHost = configuration.GetConnectionString(ConnectionName) ?? profile.TargetHost ?? DefaultAddress;
        options.Namespace = profile.Namespace;
        options.ApiKey = profile.ApiKey;
        options.Tls = profile.Tls;
        options.RpcMetadata = profile.RpcMetadata;
        options.DataConverter = TemporalJson.DataConverter;
        options.LoggerFactory = loggers;
        options.Interceptors = [new TracingInterceptor()];
    }
}
