namespace MusicSync.McpHost.RateLimiting;

/// <summary>Writes the counters every few seconds and when the host stops; a kill costs those of the last seconds.</summary>
internal sealed class QuotaMemorySaver(QuotaMemory memory, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        memory.SaveChanges();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            memory.SaveChanges();
        }
    }
}
