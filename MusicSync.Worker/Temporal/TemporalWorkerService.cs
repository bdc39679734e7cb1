using Microsoft.Extensions.Diagnostics.HealthChecks;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace MusicSync.Worker.Temporal;

/// <summary>What a feature adds to the worker: its workflows and activities.</summary>
internal sealed record WorkerRegistration(Action<TemporalWorkerOptions> Apply);

/// <summary>
/// Runs the Temporal worker. A server that is not up yet is waited for, not fatal (the SDK's own hosted worker would end the
/// process, with exit code 0); a worker that dies later ends the process with exit code 1, so that it is started again.
/// </summary>
internal sealed partial class TemporalWorkerService(
    ITemporalClient client,
    IEnumerable<WorkerRegistration> registrations,
    ActivityLogging logging,
    ActivityFailureInterceptor failures,
    TemporalClock clock,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<TemporalWorkerService> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    /// <summary>Activities hand over on shutdown by themselves; this bounds a write in flight.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    /// <summary>Whether the worker is polling.</summary>
    public bool IsPolling { get; private set; }

    /// <summary>Runs another worker of this process, for a queue of its own, under the same conditions.</summary>
    public async Task RunAsync(string queue, IEnumerable<WorkerRegistration> registered, Action onPolling, CancellationToken stoppingToken)
    {
        try
        {
            await ConnectAsync(stoppingToken);
            using var worker = new TemporalWorker(client, Options(queue, registered));
            onPolling();
            await worker.ExecuteAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.WorkerDied(logger, exception);
            // Returned by RunServiceAsync: what Program.cs returns is what counts.
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(TaskQueues.Sync, registrations, () => IsPolling = true, stoppingToken);
        }
        finally
        {
            IsPolling = false;
        }
    }

    private TemporalWorkerOptions Options(string queue, IEnumerable<WorkerRegistration> registered)
    {
        var options = new TemporalWorkerOptions(queue)
        {
            GracefulShutdownTimeout = Grace,
            Interceptors = [logging, clock, failures],
        };
        foreach (var registration in registered)
        {
            registration.Apply(options);
        }

        return options;
    }

    private async Task ConnectAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; !client.Connection.IsConnected; pause = Longer(pause))
        {
            try
            {
                await client.Connection.ConnectAsync();
            }
            catch (Exception exception) when (exception is InvalidOperationException or RpcException)
            {
                Log.ServerSilent(logger, pause, exception.Message);
                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < MaxPause ? pause * 2 : MaxPause;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Temporal does not answer; next try in {Pause}: {Reason}")]
        public static partial void ServerSilent(ILogger logger, TimeSpan pause, string reason);

        [LoggerMessage(LogLevel.Critical, "The Temporal worker died; the process ends with exit code 1")]
        public static partial void WorkerDied(ILogger logger, Exception exception);
    }
}

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
        catch (RpcException exception)
        {
            return HealthCheckResult.Unhealthy($"Temporal does not answer: {exception.Message}");
        }
    }
}
