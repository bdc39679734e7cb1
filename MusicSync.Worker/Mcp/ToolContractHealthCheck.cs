using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MusicSync.Worker.Mcp;

/// <summary>Ready only when the MCP servers offer the tools this worker calls, in the shape it calls them.</summary>
internal sealed class ToolContractHealthCheck(McpProbers probers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await Task.WhenAll(probers.All.Values.Select(prober => prober.LatestAsync(cancellationToken)));
        return probers.All.Values.SelectMany(prober => prober.Differences ?? [NotYet(prober)]).ToArray() switch
        {
            [] => HealthCheckResult.Healthy("Names and schemas of all tools agree."),
            var findings => HealthCheckResult.Unhealthy(string.Join(' ', findings)),
        };
    }

    private static string NotYet(McpProber prober) =>
        $"The MCP host has not answered tools/list yet. {prober.Newest?.Failure?.Message}".TrimEnd();
}
