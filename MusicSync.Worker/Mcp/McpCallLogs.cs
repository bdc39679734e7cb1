namespace MusicSync.Worker.Mcp;

/// <summary>One log a named server.</summary>
internal sealed class McpCallLogs(IEnumerable<McpServerRegistration> servers, TimeProvider time)
    : ByServer<McpCallLog>(servers, _ => new McpCallLog(time));
