using MusicSync.Worker.Orders;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Schedules;
using Temporalio.Converters;

namespace MusicSync.Worker.Api.Orders;

/// <summary>An order as Temporal's schedule, and back.</summary>
internal static class OrderSchedules
{
    /// <summary>A run that was missed, say while Temporal was down, is made up for within this time, once.</summary>
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromHours(1);

    private static readonly TimeSpan MaxJitter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CronJitter = TimeSpan.FromMinutes(1);

    /// <summary>The schedule of an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="isPaused">Whether it rests.</param>
    /// <param name="since">From when on time spans are counted.</param>
    public static Schedule Of(StandingOrder order, bool isPaused, DateTimeOffset since) => new(
        ScheduleActionStartWorkflow.Create(
            (OrderWorkflow workflow) => workflow.RunAsync(order),
            new(OrderIds.ToSchedule(order.Id), TaskQueues.Sync) { Priority = TaskPriorities.Of(interactive: false) }),
        SpecOf(order.Times, since))
    {
        Policy = new() { Overlap = ScheduleOverlapPolicy.Skip, CatchupWindow = CatchUpWithin },
        State = new() { Paused = isPaused, Note = isPaused ? "Paused by somebody." : null },
    };

    /// <summary>The order that a schedule holds.</summary>
    public static async Task<StandingOrder> ReadAsync(Schedule schedule) =>
        await ((IEncodedRawValue)((ScheduleActionStartWorkflow)schedule.Action).Args.Single()!).ToValueAsync<StandingOrder>();

    // Orders that look at one server are spread: each counts from when it was made, and none keeps to the second.
    private static ScheduleSpec SpecOf(OrderTimes times, DateTimeOffset since)
    {
        if (times.Every is not { } every)
        {
            return new() { CronExpressions = [times.Cron!], TimeZoneName = times.TimeZone, Jitter = CronJitter };
        }

        var span = OrderTimesReader.SpanOf(every);
        var jitter = span / 10 < MaxJitter ? span / 10 : MaxJitter;
        // Counted from where the jitter is over too: a time that has just passed would still come up by it, as a second first run.
        var from = since - jitter - TimeSpan.FromSeconds(1);
        return new() { Intervals = [new(span, TimeSpan.FromSeconds(from.ToUnixTimeSeconds() % (long)span.TotalSeconds))], Jitter = jitter };
    }
}
