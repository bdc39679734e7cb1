using ModelContextProtocol.Client;

namespace MusicSync.Worker.Mcp;

/// <summary>A named server and how to connect to it.</summary>
internal sealed record McpServerRegistration(string Name, Func<CancellationToken, Task<McpClient>> ConnectAsync);
