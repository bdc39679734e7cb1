using ModelContextProtocol.AspNetCore;

namespace MusicSync.McpHost.Tools;

/// <summary>The tools and their error contract, whatever carries them; and the HTTP transport.</summary>
internal static class ToolRegistration
{
    private static readonly TimeSpan IdleSession = TimeSpan.FromMinutes(10);
    private const int MaxIdleSessions = 1_000;

    public static IMcpServerBuilder WithMusicSyncTools(this IMcpServerBuilder mcp) => mcp
        .WithTools<CatalogTools>()
        .WithTools<PlaylistTools>()
        .WithTools<PlaylistEditTools>()
        .WithTools<ProfileTools>()
        .WithRequestFilters(filters => filters.AddCallToolFilter(ToolErrors.Filter));

    /// <summary>Streamable HTTP, stateless for today's clients, and legacy SSE on the same mapping.</summary>
    public static IMcpServerBuilder WithMusicSyncHttp(this IMcpServerBuilder mcp) => mcp.WithHttpTransport(http =>
    {
        http.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
        // SSE and the sessions it needs are deprecated, but users' clients still ask for them; abandoned sessions cost
        // 22 KB each for two hours by default. Goes with the last client that sends `initialize`.
#pragma warning disable MCP9004, MCP9006
        http.EnableLegacySse = true;
        http.IdleTimeout = IdleSession;
        http.MaxIdleSessionCount = MaxIdleSessions;
#pragma warning restore MCP9004, MCP9006
    });
}
