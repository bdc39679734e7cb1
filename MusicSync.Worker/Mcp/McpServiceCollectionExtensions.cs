using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;
using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Mcp;

/// <summary>Registers the durable MCP layer.</summary>
internal static class McpServiceCollectionExtensions
{
    // Stateless and without a session: survives a host restart, and cancelling a call reaches the tool.
    private const string ProtocolVersion = "2026-07-28";

    public static IServiceCollection AddMcp(this IServiceCollection services)
    {
        services.AddSingleton<McpConnections>();
        services.AddSingleton<McpToolCaller>();
        services.AddSingleton<CallStops>();
        services.AddSingleton(new McpToolSet(SpotifyTools.All));
        return services.AddCircuits().AddCallRecords().AddMcpHealth();
    }

    /// <summary>Names a server and says where it is; the endpoint may use a service discovery name.</summary>
    public static IServiceCollection AddMcpServer(this IServiceCollection services, string name, Uri endpoint)
    {
        services.AddHttpClient(HttpClientName(name)).WithoutStandardResilience().WithAccessKey()
            .AddHttpMessageHandler(provider => new ClockHandler(provider.GetRequiredService<McpClocks>()[name]));
        return services.AddSingleton(provider => new McpServerRegistration(
            name, cancellationToken => ConnectAsync(provider, name, endpoint, cancellationToken)));
    }

    private static IServiceCollection AddCircuits(this IServiceCollection services)
    {
        services.AddOptions<McpCircuitOptions>().BindConfiguration(McpCircuitOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<McpCircuitOptions>, McpCircuitOptionsValidator>();
        return services.AddSingleton<McpCircuits>();
    }

    private static IServiceCollection AddCallRecords(this IServiceCollection services)
    {
        // Activated, so that the circuits are measured before the first call, which waits for Temporal.
        services.AddMetrics().AddActivatedSingleton<McpCallMetrics>();
        return services.AddSingleton<McpCallLogs>().AddSingleton<McpCallRecorder>();
    }

    private static IServiceCollection AddMcpHealth(this IServiceCollection services)
    {
        services.AddSingleton<McpProbers>();
        services.AddSingleton<McpClocks>();
        services.AddSingleton<McpHealth>();
        services.AddHostedService<ToolContractCheck>();
        services.AddHealthChecks()
            .AddCheck<ToolContractHealthCheck>("mcp-tools")
            .AddCheck<McpHealthCheck>("mcp-servers");
        return services;
    }

    private static Task<McpClient> ConnectAsync(
        IServiceProvider provider, string name, Uri endpoint, CancellationToken cancellationToken)
    {
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Name = name,
                Endpoint = endpoint,
                TransportMode = HttpTransportMode.StreamableHttp,
            },
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName(name)),
            provider.GetRequiredService<ILoggerFactory>(),
            ownsHttpClient: false);

        return McpClient.CreateAsync(
            transport,
            new McpClientOptions { ProtocolVersion = ProtocolVersion },
            provider.GetRequiredService<ILoggerFactory>(),
            cancellationToken);
    }

    private static string HttpClientName(string server) => $"mcp-{server}";
}
