using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker.Mcp;

/// <summary>The health document of the MCP servers, for people and monitors; answered whether they are up or not.</summary>
internal static class McpHealthEndpoints
{
    public const string Path = HealthEndpoints.Ready + "/mcp";

    public static void MapMcpHealth(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, GetAsync).WithName("getMcpHealth");

    private static async Task<JsonHttpResult<McpHealthDocument>> GetAsync(McpHealth health, CancellationToken cancellationToken)
    {
        var document = await health.ReadAsync(cancellationToken);
        return TypedResults.Json(document, statusCode: document.Status is HealthStatus.Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK);
    }
}

/// <summary>Ready only when the MCP servers offer the tools this worker calls, in the shape it calls them.</summary>
internal sealed class ToolContractHealthCheck(McpServers servers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        McpServer[] needed = [.. servers.All.Where(server => !server.IsOptional)];
        await Task.WhenAll(needed.Select(server => server.Prober.LatestAsync(cancellationToken)));
        return needed.SelectMany(server => server.Prober.Differences ?? [NotYet(server.Prober)]).ToArray() switch
        {
            [] => HealthCheckResult.Healthy("Names and schemas of all tools agree."),
            var findings => HealthCheckResult.Unhealthy(string.Join(' ', findings)),
        };
    }

    private static string NotYet(McpProber prober) =>
        $"The MCP host has not answered tools/list yet. {prober.Newest?.Failure?.Message}".TrimEnd();
}

/// <summary>
/// Never worse than degraded: what an unreachable or cooling-down host delays is repeated, and this worker goes on taking
/// and telling of syncs meanwhile. A broken tool contract is <see cref="ToolContractHealthCheck"/>'s to report.
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
