using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker.Mcp;

/// <summary>The health document of the MCP servers, for people and monitors; answered whether they are up or not.</summary>
internal static class McpHealthEndpoints
{
    public const string Path = HealthEndpoints.Ready + "/mcp";

    public static void MapMcpHealth(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, GetAsync);

    private static async Task<JsonHttpResult<McpHealthDocument>> GetAsync(McpHealth health, CancellationToken cancellationToken)
    {
        var document = await health.ReadAsync(cancellationToken);
        return TypedResults.Json(document, statusCode: document.Status is HealthStatus.Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK);
    }
}
