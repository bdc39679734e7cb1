using MusicSync.Worker.Temporal;
using Temporalio.Common;
using Temporalio.Workflows;

namespace MusicSync.Worker.Orders;

/// <summary>Timeouts of the activity of an order, each with its reason.</summary>
internal static class OrderActivityOptions
{
    /// <summary>
    /// A fetch takes 30 s at most, a playlist of 10,000 rows under a limit minutes. An outage of half an hour is waited out; a
    /// longer one ends the run, since the next one comes anyway.
    /// </summary>
    public static ActivityOptions Run(StandingOrder order) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(10),
        HeartbeatTimeout = TimeSpan.FromSeconds(10) * order.TimeScale,
        RetryPolicy = new RetryPolicy
        {
            InitialInterval = TimeSpan.FromSeconds(30),
            BackoffCoefficient = 3,
            MaximumInterval = TimeSpan.FromMinutes(10),
            MaximumAttempts = 6,
        },
        CancellationType = ActivityCancellationType.TryCancel,
        Priority = TaskPriorities.Of(interactive: false),
    };
}
