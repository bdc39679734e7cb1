namespace MusicSync.Worker.Mcp;

/// <summary>Every tool this process may call, over all servers.</summary>
internal sealed record McpToolSet(IReadOnlyList<McpTool> Tools);
