namespace MusicSync.Worker.Mcp;

/// <summary>One connection a named server, shared by everything in this process.</summary>
internal sealed class McpConnections(IEnumerable<McpServerRegistration> servers) : IAsyncDisposable
{
    private readonly Dictionary<string, McpConnection> _connections =
        servers.ToDictionary(server => server.Name, server => new McpConnection(server));

    public McpConnection this[string server] => _connections[server];

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
        {
            await connection.DisposeAsync();
        }
    }
}
