using Microsoft.Extensions.Diagnostics.HealthChecks;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.AppHost.Temporal;

/// <summary>Healthy means that gRPC answers, not that a process or a web page exists.</summary>
internal sealed class TemporalHealthCheck(ITemporalResource temporal) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = await ConnectAsync(cancellationToken);
            return await connection.CheckHealthAsync(options: new RpcOptions { CancellationToken = cancellationToken })
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("Temporal is not serving yet.");
        }
        catch (Exception failure) when (failure is InvalidOperationException or RpcException)
        {
            return HealthCheckResult.Unhealthy("Temporal does not answer yet.", failure);
        }
    }

    private async Task<TemporalConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var address = await temporal.GetConnectionStringAsync(cancellationToken);
        var connecting = TemporalConnection.ConnectAsync(new TemporalConnectionOptions(address!));
        return await connecting.WaitAsync(cancellationToken);
    }
}
