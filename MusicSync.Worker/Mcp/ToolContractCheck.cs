namespace MusicSync.Worker.Mcp;

/// <summary>
/// At start-up: a tool on a server nobody registered stops the process, since no waiting would help. Then each server is
/// asked until it offers what the worker calls; until then the worker is not ready, so a typo or a drift between the two
/// services shows at deployment and not in the middle of a sync.
/// </summary>
internal sealed class ToolContractCheck(McpToolSet tools, McpProbers probers, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var unknown = tools.Tools.Select(tool => tool.Server).Distinct().Where(server => !probers.All.ContainsKey(server));
        return unknown.FirstOrDefault() is { } name
            ? throw new InvalidOperationException($"No MCP server named '{name}' is registered; add it with AddMcpServer.")
            : base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(probers.All.Values.Select(prober => AskUntilAgreedAsync(prober, stoppingToken)));

    private async Task AskUntilAgreedAsync(McpProber prober, CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await prober.AskAsync().WaitAsync(stoppingToken);
            if (prober.Differences is { Count: 0 })
            {
                return;
            }

            await Task.Delay(pause, time, stoppingToken);
        }
    }
}
