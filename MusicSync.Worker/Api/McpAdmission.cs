using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Mcp.Circuit;
using MusicSync.Worker.Mcp.Health;

namespace MusicSync.Worker.Api;

/// <summary>
/// Turns new syncs away while the MCP host is down, where that is wanted. It asks what is known already: the circuit, then a
/// probe at most 10 s old.
/// </summary>
internal sealed class McpAdmission(
    IOptions<AdmissionOptions> options, McpCircuits circuits, McpHealth health, TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (options.Value.RefuseWhenMcpIsDown)
        {
            await EnsureUpAsync(context.HttpContext.RequestAborted);
        }

        return await next(context);
    }

    private async Task EnsureUpAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (circuits[McpServers.Spotify].OpenUntil is { } until)
        {
            throw Down("It has not been answering.", until - now);
        }

        var server = await health.ReadAsync(McpServers.Spotify, cancellationToken);
        if (server.State is HealthStatus.Unhealthy)
        {
            throw Down(server.Detail, server.Probe?.At + McpProber.StaysFresh - now);
        }
    }

    private static ProblemException Down(string? why, TimeSpan? retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable,
        "The MCP host is down",
        $"Nothing was started: this worker takes no syncs while the MCP host is down (Syncs__RefuseWhenMcpIsDown). {why} "
        + "Send the request again later.")
    {
        RetryAfter = retryAfter ?? McpProber.StaysFresh,
    };
}
