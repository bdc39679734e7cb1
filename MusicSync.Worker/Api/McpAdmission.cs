using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Api;

/// <summary>
/// Turns new syncs away while the MCP host is down, where that is wanted. It asks what is known already: the circuit, then a
/// probe at most 10 s old.
/// </summary>
internal sealed class McpAdmission(
    IOptions<AdmissionOptions> options, McpServers servers, McpHealth health, TimeProvider time)
{
    /// <summary>Lets a new sync in, or not.</summary>
    /// <exception cref="ProblemException">The host is down, and that is a reason here.</exception>
    public async Task EnsureUpAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.RefuseWhenMcpIsDown)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (servers[SpotifyTools.Server].Circuit.OpenUntil is { } until)
        {
            throw Down("It has not been answering.", until - now);
        }

        var server = await health.ReadAsync(SpotifyTools.Server, cancellationToken);
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

/// <summary>Which requests for a sync are turned away although they could be carried out later.</summary>
internal sealed class AdmissionOptions
{
    public const string SectionName = "Syncs";

    /// <summary>
    /// Whether new syncs are refused while the MCP host is down; default false: they are accepted, and wait for it in Temporal.
    /// </summary>
    public bool RefuseWhenMcpIsDown { get; set; }
}
