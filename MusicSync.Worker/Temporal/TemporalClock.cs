using Microsoft.Extensions.Diagnostics.HealthChecks;
using MusicSync.ServiceDefaults;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;

namespace MusicSync.Worker.Temporal;

/// <summary>
/// Learns from each activity what time it is at Temporal. A write lease counts from the moment at which Temporal started the
/// attempt; a worker whose clock runs ahead takes every attempt for an old one and writes nothing.
/// </summary>
internal sealed class TemporalClock(TimeProvider time) : IWorkerInterceptor, IHealthCheck
{
    public ClockOffset Offset { get; } = new("Temporal", time);

    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new Inbound(nextInterceptor, Offset);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Offset.Finding is { } finding ? HealthCheckResult.Degraded(finding) : HealthCheckResult.Healthy());

    private sealed class Inbound(ActivityInboundInterceptor next, ClockOffset offset) : ActivityInboundInterceptor(next)
    {
        public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            // A local activity is started by this worker's own clock.
            if (ActivityExecutionContext.Current.Info is { IsLocal: false } info)
            {
                offset.Tell(info.StartedTime);
            }

            return base.ExecuteActivityAsync(input);
        }
    }
}
