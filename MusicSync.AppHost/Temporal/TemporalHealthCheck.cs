using Microsoft.Extensions.Diagnostics.HealthChecks;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.AppHost.Temporal;

/// <summary>Healthy means that gRPC answers, not that a process or a web page exists. One connection for all checks.</summary>
internal sealed class TemporalHealthCheck(IResourceWithConnectionString temporal) : IHealthCheck
{
    private TemporalConnection? _connection;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = _connection ??= TemporalConnection.CreateLazy(
                new TemporalConnectionOptions((await temporal.GetConnectionStringAsync(cancellationToken))!));
            return await connection.CheckHealthAsync(options: new RpcOptions { CancellationToken = cancellationToken })
                    .WaitAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("Temporal is not serving yet.");
        }
        catch (Exception failure) when (failure is InvalidOperationException or RpcException)
        {
            return HealthCheckResult.Unhealthy("Temporal does not answer yet.", failure);
        }
    }
}
