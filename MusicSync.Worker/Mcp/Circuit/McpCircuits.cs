using Microsoft.Extensions.Options;

namespace MusicSync.Worker.Mcp.Circuit;

/// <summary>One circuit a named server: a server that is down stops no call to another.</summary>
internal sealed class McpCircuits(
    IEnumerable<McpServerRegistration> servers,
    IOptions<McpCircuitOptions> options,
    TimeProvider time,
    ILogger<McpCircuit> logger)
    : ByServer<McpCircuit>(servers, server => new McpCircuit(server, options.Value, time, logger));
