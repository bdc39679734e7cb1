using Microsoft.Extensions.Options;

namespace MusicSync.Worker.Mcp;

/// <summary>One circuit a named server: a server that is down stops no call to another.</summary>
internal sealed class McpCircuits(
    IEnumerable<McpServerRegistration> servers,
    McpProbers probers,
    IOptions<McpCircuitOptions> options,
    TimeProvider time,
    ILogger<McpCircuit> logger)
    : ByServer<McpCircuit>(servers, server => new McpCircuit(
        server, async () => await probers[server].AskAsync() is { Answered: true }, options.Value, time, logger));
