using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MusicSync.Worker.Mcp;

/// <summary>Ready only when the MCP servers offer the tools this worker calls, in the shape it calls them.</summary>
internal sealed class ToolContractHealthCheck(ToolContractCheck check) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(check.Differences switch
        {
            null => HealthCheckResult.Unhealthy("The MCP host has not answered tools/list yet."),
            { Count: 0 } => HealthCheckResult.Healthy("Names and schemas of all tools agree."),
            var differences => HealthCheckResult.Unhealthy(string.Join(' ', differences)),
        });
}
