using System.Net.Http.Headers;
using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Mcp.Sessions;

namespace MusicSync.Worker.Agents.Tools;

/// <summary>Registers the stateful servers that settings give to agents.</summary>
internal static class AgentServerExtensions
{
    /// <summary>Names each configured server once, so that its sessions, health and metrics are those of every stateful server.</summary>
    public static IServiceCollection AddAgentServers(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var (name, server) in Configured(configuration))
        {
            var options = new McpSessionServerOptions { Deadline = server.Deadline, IsOptional = true };
            if (string.IsNullOrEmpty(server.Command))
            {
                services.AddMcpSessions(name, new Uri(server.Url!), options, http => Authenticate(http, server.Key));
            }
            else
            {
                var command = new McpProcessCommand(server.Command, server.Arguments) { Variables = server.Variables };
                services.AddMcpProcess(name, command, options);
            }

            services.AddSingleton(new AgentSessionSource(name, [.. server.Tools], server.Recovery));
        }

        return services;
    }

    // What is wrong with the others stops the start, where it is said better.
    private static IEnumerable<KeyValuePair<string, AgentServerOptions>> Configured(IConfiguration configuration)
    {
        try
        {
            var options = configuration.GetSection(AgentOptions.SectionName).Get<AgentOptions>() ?? new AgentOptions();
            return options.GivenServers.Where(server => !AgentServerProblems.Of(server.Key, server.Value).Any());
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }

    private static void Authenticate(IHttpClientBuilder http, string? key)
    {
        if (!string.IsNullOrEmpty(key))
        {
            http.ConfigureHttpClient(client => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key));
        }
    }
}
