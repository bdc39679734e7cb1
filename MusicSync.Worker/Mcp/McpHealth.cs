using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MusicSync.Worker.Mcp;

/// <summary>What this process knows of every named server; at most 10 s old where it has to ask.</summary>
internal sealed class McpHealth(McpProbers probers, McpCircuits circuits, McpCallLogs logs, McpConnections connections, McpClocks clocks)
{
    public async Task<McpHealthDocument> ReadAsync(CancellationToken cancellationToken)
    {
        var servers = await Task.WhenAll(probers.All.Keys.Select(
            async server => KeyValuePair.Create(server, await ReadAsync(server, cancellationToken))));
        return new McpHealthDocument(
            servers.Select(server => server.Value.State).DefaultIfEmpty(HealthStatus.Healthy).Min(),
            new Dictionary<string, McpServerHealth>(servers));
    }

    public async Task<McpServerHealth> ReadAsync(string server, CancellationToken cancellationToken)
    {
        var probe = await probers[server].LatestAsync(cancellationToken);
        var circuit = circuits[server];
        return McpServerState.Of(new McpServerFacts(
            probe,
            probers[server].Differences,
            logs[server].Read(),
            new CircuitHealth(circuit.State, circuit.OpenUntil),
            clocks[server].Finding,
            connections[server].Connects));
    }
}
