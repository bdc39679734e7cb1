using Microsoft.Extensions.Diagnostics.HealthChecks;
using Temporalio.Client;

namespace MusicSync.Worker.Temporal;

/// <summary>Ready means: the worker polls, and Temporal answers.</summary>
internal sealed class TemporalHealthCheck(TemporalWorkerService worker, ITemporalClient client) : IHealthCheck
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!worker.IsPolling)
        {
            return HealthCheckResult.Unhealthy("The worker is not connected to Temporal yet.");
        }

        try
        {
            var serving = await client.Connection.CheckHealthAsync(
                options: new() { Timeout = Deadline, CancellationToken = cancellationToken });
            return serving ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Temporal is not serving.");
        }
        catch (Temporalio.Exceptions.RpcException exception)
        {
            return HealthCheckResult.Unhealthy($"Temporal does not answer: {exception.Message}");
        }
    }
}
