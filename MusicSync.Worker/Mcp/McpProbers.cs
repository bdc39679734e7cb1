namespace MusicSync.Worker.Mcp;

/// <summary>One prober a named server.</summary>
internal sealed class McpProbers(
    IEnumerable<McpServerRegistration> servers,
    McpToolSet tools,
    McpConnections connections,
    TimeProvider time,
    ILogger<McpProber> logger)
    : ByServer<McpProber>(servers, server => new McpProber(
        server, [.. tools.Tools.Where(tool => tool.Server == server)], connections[server], time, logger)), IDisposable
{
    public void Dispose()
    {
        foreach (var prober in All.Values)
        {
            prober.Dispose();
        }
    }
}
