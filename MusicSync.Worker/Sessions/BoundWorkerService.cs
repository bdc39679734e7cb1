using MusicSync.Worker.Mcp.Sessions;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Sessions;

/// <summary>The task queue that this process alone serves, as long as it lives.</summary>
internal sealed class ProcessQueue
{
    public string Name { get; } = TaskQueues.OfProcess(Guid.CreateVersion7().ToString("N"));
}

/// <summary>
/// Serves the sessions that are processes of this one: a second Temporal worker, with activities only. Without such a server
/// it does nothing.
/// </summary>
internal sealed class BoundWorkerService(
    TemporalWorkerService worker, McpSessionServers servers, ProcessQueue queue, BoundActivities activities) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => servers.AnyBound
        ? worker.RunAsync(queue.Name, [activities.Registration], onPolling: () => { }, stoppingToken)
        : Task.CompletedTask;
}

/// <summary>What that worker offers.</summary>
internal sealed record BoundActivities(WorkerRegistration Registration);
