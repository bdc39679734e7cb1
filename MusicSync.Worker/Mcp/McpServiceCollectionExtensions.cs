using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;
using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;

namespace MusicSync.Worker.Mcp;

/// <summary>Registers the durable MCP layer.</summary>
internal static class McpServiceCollectionExtensions
{
    // Stateless and without a session: survives a host restart, and cancelling a call reaches the tool.
    private const string ProtocolVersion = "2026-07-28";

    public static IServiceCollection AddMcp(this IServiceCollection services)
    {
        services.AddSingleton<McpServers>();
        services.AddSingleton<McpToolCaller>();
        services.AddSingleton<McpHealth>();
        services.AddOptionsWithValidateOnStart<McpCircuitOptions, McpCircuitOptionsValidator>().BindConfiguration(McpCircuitOptions.SectionName);
        // Activated, so that the circuits are measured before the first call, which may come late.
        services.AddMetrics().AddActivatedSingleton<McpCallRecorder>();
        services.AddHostedService<ToolContractCheck>();
        services.AddHealthChecks()
            .AddCheck<ToolContractHealthCheck>("mcp-tools")
            .AddCheck<McpHealthCheck>("mcp-servers");
        return services;
    }

    /// <summary>Names a server and says where it is; the endpoint may use a service discovery name.</summary>
    public static IServiceCollection AddMcpServer(this IServiceCollection services, string name, Uri endpoint)
    {
        services.AddHttpClient(HttpClientName(name)).WithoutStandardResilience().WithAccessKey()
            .AddHttpMessageHandler(provider => new ClockHandler(provider.GetRequiredService<McpServers>()[name].Clock));
        return services.AddSingleton(provider => new McpServer(
            name,
            cancellationToken => ConnectAsync(
                name,
                endpoint,
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName(name)),
                provider.GetRequiredService<ILoggerFactory>(),
                cancellationToken),
            provider.GetServices<McpTool>(),
            provider.GetRequiredService<IOptions<McpCircuitOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
    }

    /// <summary>Adds tools that this process calls, on servers named before or after.</summary>
    public static IServiceCollection AddMcpTools(this IServiceCollection services, IEnumerable<McpTool> tools)
    {
        foreach (var tool in tools)
        {
            services.AddSingleton(tool);
        }

        return services;
    }

    /// <summary>Connects to a server that keeps nothing of its caller.</summary>
    internal static Task<McpClient> ConnectAsync(
        string name, Uri endpoint, HttpClient http, ILoggerFactory loggers, CancellationToken cancellationToken) => McpClient.CreateAsync(
        new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Name = name,
                Endpoint = endpoint,
                TransportMode = HttpTransportMode.StreamableHttp,
            },
            http,
            loggers,
            ownsHttpClient: false),
        new McpClientOptions { ProtocolVersion = ProtocolVersion },
        loggers,
        cancellationToken);

    private static string HttpClientName(string server) => $"mcp-{server}";

    /// <summary>Reads the time off every answer of one server.</summary>
    private sealed class ClockHandler(ClockOffset clock) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            clock.Tell(response);
            return response;
        }
    }
}
