using ModelContextProtocol.Protocol;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// At start-up: a tool on a server nobody registered stops the process, since no waiting would help. Then the schemas are
/// compared as soon as each server answers; until they agree the worker is not ready, so a typo or a drift between the
/// two services shows at deployment and not in the middle of a sync.
/// </summary>
internal sealed partial class ToolContractCheck(
    McpToolSet tools, McpConnections connections, TimeProvider time, ILogger<ToolContractCheck> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    /// <summary>The newest result; null while no server has answered yet.</summary>
    public IReadOnlyList<string>? Differences { get; private set; }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var unknown = tools.Tools.Select(tool => tool.Server).Distinct().Where(server => !connections.Knows(server));
        return unknown.FirstOrDefault() is { } name
            ? throw new InvalidOperationException($"No MCP server named '{name}' is registered; add it with AddMcpServer.")
            : base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (Differences is not { Count: 0 })
        {
            await TryCompareAsync(stoppingToken);
            if (Differences is not { Count: 0 })
            {
                await Task.Delay(pause, time, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task TryCompareAsync(CancellationToken stoppingToken)
    {
        try
        {
            Differences = await CompareAsync(stoppingToken);
            foreach (var difference in Differences)
            {
                Log.ContractBroken(logger, difference);
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.ServerSilent(logger, McpTransportErrors.Classify("tools/list", exception).Message);
        }
    }

    private async Task<IReadOnlyList<string>> CompareAsync(CancellationToken stoppingToken)
    {
        var differences = new List<string>();
        foreach (var server in tools.Tools.GroupBy(tool => tool.Server))
        {
            var offered = await ListAsync(server.Key, stoppingToken);
            differences.AddRange(server.SelectMany(tool => ToolContract.Differences(
                tool, offered.GetValueOrDefault(tool.Name)?.InputSchema, offered.GetValueOrDefault(tool.Name)?.OutputSchema)));
        }

        return differences;
    }

    private async Task<Dictionary<string, Tool>> ListAsync(string server, CancellationToken stoppingToken)
    {
        using var timeout = new CancellationTokenSource(Deadline, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stoppingToken);
        var client = await connections[server].GetAsync(call.Token);
        var listed = await client.ListToolsAsync(cancellationToken: call.Token);
        return listed.ToDictionary(tool => tool.Name, tool => tool.ProtocolTool);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "MCP tool contract broken: {Difference}")]
        public static partial void ContractBroken(ILogger logger, string difference);

        [LoggerMessage(LogLevel.Information, "Waiting to compare MCP tools: {Reason}")]
        public static partial void ServerSilent(ILogger logger, string reason);
    }
}
