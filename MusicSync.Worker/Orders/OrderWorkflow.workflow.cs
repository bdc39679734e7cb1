using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Orders;

/// <summary>
/// One run of a standing order, started by the order's schedule: looks at the source and, when it has changed, starts a sync. It
/// does not wait for that: the next run looks whether it has ended. The result is what the next run knows.
/// </summary>
[Workflow]
public sealed partial class OrderWorkflow
{
    /// <summary>Runs the order once.</summary>
    /// <param name="order">The order as its schedule holds it.</param>
    /// <returns>What the next run is to know.</returns>
    [WorkflowRun]
    public async Task<OrderState> RunAsync(StandingOrder order)
    {
        var after = await RunAsync(new OrderLook(order, Due(order), Before()));
        Log.Ran(Workflow.Logger, order.Id, after.Runs[0].Outcome);
        return after;
    }

    private static DateTimeOffset Due(StandingOrder order) =>
        OrderIds.DueAt(order.Id, Workflow.Info.WorkflowId) ?? new DateTimeOffset(Workflow.Info.WorkflowStartTime, TimeSpan.Zero);

    /// <summary>What the newest run that has completed knew.</summary>
    private static OrderState Before() => Workflow.Info.LastResult is { Count: > 0 } last
        ? Workflow.PayloadConverter.ToValue<OrderState>(last.First())
        : OrderState.None;

    private static async Task<OrderState> RunAsync(OrderLook look)
    {
        try
        {
            return await Workflow.ExecuteActivityAsync((OrderActivities activities) => activities.RunAsync(look), OrderActivityOptions.Run(look.Order));
        }
        catch (ActivityFailureException exception) when (!TemporalException.IsCanceledException(exception))
        {
            // The order lives on: the next run does it again, knowing what this one was told.
            return look.Before.With(new OrderRun(look.At, RunOutcome.Failed, Detail: OrderFailures.Of(exception)));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Order {OrderId} has run: {Outcome}")]
        public static partial void Ran(ILogger logger, string orderId, RunOutcome outcome);
    }
}

/// <summary>Says in the history of an order why a run failed. Pure.</summary>
internal static class OrderFailures
{
    public static string Of(ActivityFailureException failure) => failure.InnerException switch
    {
        TimeoutFailureException => "Looking at the source took too long; the next run looks again.",
        { } inner => inner.Message,
        null => failure.Message,
    };
}
