using Microsoft.Extensions.Options;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker.Mcp.Sessions;

/// <summary>Registers servers that remember between calls.</summary>
internal static class McpSessionServiceCollectionExtensions
{
    /// <summary>What all of them share; once, after <c>AddMcp</c>.</summary>
    public static IServiceCollection AddMcpSessionCalls(this IServiceCollection services) => services
        .AddSingleton<McpSessionServers>()
        .AddSingleton<McpSessionClients>()
        .AddSingleton<McpSessionCaller>()
        .AddActivatedSingleton<McpSessionMetrics>();

    /// <summary>
    /// Names a server whose sessions are spoken to over HTTP. It gets none of the worker's keys; one that wants a credential is
    /// given it through <paramref name="http"/>.
    /// </summary>
    public static IServiceCollection AddMcpSessions(
        this IServiceCollection services,
        string name,
        Uri endpoint,
        McpSessionServerOptions? options = null,
        Action<IHttpClientBuilder>? http = null)
    {
        var client = services.AddHttpClient(HttpSessionCarrier.HttpClientName(name)).WithoutStandardResilience();
        http?.Invoke(client);
        return services.AddSessionServer(name, options, provider => new HttpSessionCarrier(
            name, endpoint, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<ILoggerFactory>()));
    }

    /// <summary>Names a server that hands out handles for its sessions; as for <see cref="AddMcpSessions"/> it gets none of the worker's keys.</summary>
    public static IServiceCollection AddMcpHandles(
        this IServiceCollection services,
        string name,
        Uri endpoint,
        McpHandleTools tools,
        McpSessionServerOptions? options = null,
        Action<IHttpClientBuilder>? http = null)
    {
        var client = services.AddHttpClient(HttpSessionCarrier.HttpClientName(name)).WithoutStandardResilience();
        http?.Invoke(client);
        return services.AddSessionServer(name, options, provider => new HandleSessionCarrier(
            name, endpoint, tools, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<ILoggerFactory>()));
    }

    /// <summary>Names a server each of whose sessions is a process of its own.</summary>
    public static IServiceCollection AddMcpProcess(
        this IServiceCollection services, string name, McpProcessCommand command, McpSessionServerOptions? options = null) =>
        services.AddSessionServer(name, options, provider => new ProcessSessionCarrier(
            name, command, provider.GetRequiredService<ILoggerFactory>()));

    private static IServiceCollection AddSessionServer(
        this IServiceCollection services, string name, McpSessionServerOptions? options, Func<IServiceProvider, IMcpSessionCarrier> carrier)
    {
        services.AddSingleton(provider => new McpSessionServer(
            name, carrier(provider), options ?? new McpSessionServerOptions(), new McpSessionStatistics()));

        // Health, circuit and the comparison of its tools are those of every server; only looking at it must not leave a session.
        return services.AddSingleton(provider =>
        {
            var server = provider.GetServices<McpSessionServer>().Single(server => server.Name == name);
            return new McpServer(
                name,
                server.Carrier.LookAsync,
                provider.GetServices<McpTool>(),
                provider.GetRequiredService<IOptions<McpCircuitOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>(),
                server);
        });
    }
}
