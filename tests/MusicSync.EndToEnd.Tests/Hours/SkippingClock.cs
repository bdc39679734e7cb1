using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Worker.Interceptors;

namespace MusicSync.EndToEnd.Tests.Hours;

/// <summary>
/// The test server's time for everything in this process. The server skips only while no activity runs, so it is enough to
/// look at its clock when one begins. Timers stay real: who waits in place waits seconds.
/// </summary>
internal sealed class SkippingClock : TimeProvider, IClientInterceptor, IWorkerInterceptor
{
    private readonly Lock _lock = new();
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return base.GetUtcNow() + _ahead;
        }
    }

    /// <summary>Catches up with the server; never goes back.</summary>
    public async Task ReadAsync(ITemporalConnection server)
    {
        var now = (await server.TestService.GetCurrentTimeAsync(new())).Time.ToDateTimeOffset();
        lock (_lock)
        {
            var ahead = now - base.GetUtcNow();
            _ahead = ahead > _ahead ? ahead : _ahead;
        }
    }

    ActivityInboundInterceptor IWorkerInterceptor.InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new Reading(this, nextInterceptor);

    private sealed class Reading(SkippingClock clock, ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            await clock.ReadAsync(Temporalio.Activities.ActivityExecutionContext.Current.TemporalClient.Connection);
            return await base.ExecuteActivityAsync(input);
        }
    }
}
