using Microsoft.Extensions.Options;

namespace MusicSync.Worker.Mcp.Circuit;

/// <summary>One circuit a named server: a server that is down stops no call to another.</summary>
internal sealed class McpCircuits(
    IEnumerable<McpServerRegistration> servers,
    IOptions<McpCircuitOptions> options,
    TimeProvider time,
    ILogger<McpCircuit> logger)
{
    private readonly Dictionary<string, McpCircuit> _circuits =
        servers.ToDictionary(server => server.Name, server => new McpCircuit(server.Name, options.Value, time, logger));

    public IReadOnlyDictionary<string, McpCircuit> All => _circuits;

    public McpCircuit this[string server] => _circuits[server];
}
