using ModelContextProtocol.Client;

namespace MusicSync.Worker.Mcp.Sessions;

/// <summary>Sessions that are processes of their own, spoken to over their standard input and output.</summary>
internal sealed partial class ProcessSessionCarrier(string name, McpProcessCommand command, ILoggerFactory loggers) : IMcpSessionCarrier
{
    private const int MaxLineLength = 500;
    private readonly ILogger _logger = loggers.CreateLogger<ProcessSessionCarrier>();

    public bool IsBound => true;

    // The process is the session: letting it go is losing it, so it may wait long for a next call.
    public TimeSpan MaxIdle => TimeSpan.FromMinutes(30);

    public async Task<OpenedSession> OpenAsync(CancellationToken cancellationToken) =>
        new(Guid.CreateVersion7().ToString("N"), await LookAsync(cancellationToken));

    /// <summary>There is no second way to a process's standard input.</summary>
    public Task<McpClient?> ResumeAsync(McpSessionRef session, CancellationToken cancellationToken) => Task.FromResult<McpClient?>(null);

    /// <summary>Disposing its client has ended it.</summary>
    public Task EndAsync(McpSessionRef session, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<McpClient> LookAsync(CancellationToken cancellationToken) => McpClient.CreateAsync(
        new StdioClientTransport(
            new StdioClientTransportOptions
            {
                Name = name,
                Command = command.Program,
                Arguments = [.. command.Arguments],
                // The worker's own variables hold its key and Temporal's; a server gets what it needs to run, and what it is given.
                InheritEnvironmentVariables = false,
                EnvironmentVariables = Variables(),
                StandardErrorLines = line => Log.Said(_logger, name, line.Length > MaxLineLength ? line[..MaxLineLength] : line),
            },
            loggers),
        new McpClientOptions { ProtocolVersion = HttpSessionCarrier.ProtocolVersion },
        loggers,
        cancellationToken);

    private Dictionary<string, string?> Variables()
    {
        var variables = new Dictionary<string, string?>(StdioClientTransportOptions.GetDefaultEnvironmentVariables());
        foreach (var (variable, value) in command.Variables)
        {
            variables[variable] = value;
        }

        return variables;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "MCP server {Server} says: {Line}")]
        public static partial void Said(ILogger logger, string server, string line);
    }
}

/// <summary>How a server is started.</summary>
/// <param name="Program">A file, or a name that is looked for on the path.</param>
/// <param name="Arguments">Its arguments, each as it is.</param>
internal sealed record McpProcessCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables besides path, home and the like; a secret of the server's own belongs here.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
