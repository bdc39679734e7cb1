using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// Never worse than degraded: what an unreachable or cooling-down host delays, Temporal repeats, and this worker goes on
/// taking and telling of syncs meanwhile. A broken tool contract is <see cref="ToolContractHealthCheck"/>'s to report.
/// </summary>
internal sealed class McpHealthCheck(McpHealth health) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var document = await health.ReadAsync(cancellationToken);
        var ill = document.Servers.Where(server => server.Value.State is not HealthStatus.Healthy);
        var detail = string.Join(' ', ill.Select(server => $"{server.Key}: {server.Value.Detail}"));
        return document.Status is HealthStatus.Healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(detail);
    }
}
