using Microsoft.Extensions.Options;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Syncs.Mirrors;
using MusicSync.Worker.Temporal;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api.Orders;

/// <summary>Makes, changes, runs and deletes orders; the same request with the same id twice is one order.</summary>
internal sealed partial class OrderCommands(
    ITemporalClient client,
    OrderQueries queries,
    PlaylistCheck check,
    MirrorMemory mirrors,
    IOptions<SourceOptions> sources,
    WriteTiming timing,
    TimeProvider time,
    ILogger<OrderCommands> logger)
{
    /// <summary>Makes an order, whose first run is now unless it rests; or joins the one that the same request made.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ProblemException">The request is not in order, or its id belongs to another one.</exception>
    public async Task<string> CreateAsync(OrderBody body, CancellationToken cancellationToken)
    {
        var order = OrderDraft.Read(body, sources.Value);
        order = order with { Checked = await check.FindAsync(order.Target, cancellationToken), TimeScale = timing.Scale };
        var paused = body.Paused is true;
        try
        {
            await client.CreateScheduleAsync(
                OrderIds.ToSchedule(order.Id),
                OrderSchedules.Of(order, paused, time.GetUtcNow()),
                new() { TriggerImmediately = !paused, Rpc = TemporalCalls.Options(cancellationToken) });
            Log.Made(logger, order.Id);
        }
        catch (ScheduleAlreadyRunningException)
        {
            await EnsureSameAsync(order, cancellationToken);
        }
        catch (RpcException refused) when (refused.Code == RpcException.StatusCode.InvalidArgument)
        {
            throw Unreadable(refused);
        }

        return order.Id;
    }

    /// <summary>Changes an order, lets it rest or go on. What a run does just now goes on as it was begun.</summary>
    /// <exception cref="ProblemException">There is no such order, or the request is not in order.</exception>
    public async Task ChangeAsync(string id, OrderBody body, CancellationToken cancellationToken)
    {
        var described = await queries.DescribeAsync(id, cancellationToken);
        var before = await OrderSchedules.ReadAsync(described.Schedule);
        var order = OrderDraft.Change(before, body, sources.Value);
        if (order.Target != before.Target)
        {
            order = order with { Checked = await check.FindAsync(order.Target, cancellationToken) };
        }

        var schedule = OrderSchedules.Of(order, body.Paused ?? described.Schedule.State.Paused, time.GetUtcNow());
        if (order.Times == before.Times)
        {
            schedule = schedule with { Spec = described.Schedule.Spec };
        }

        try
        {
            await client.GetScheduleHandle(OrderIds.ToSchedule(id)).UpdateAsync(
                _ => new ScheduleUpdate(schedule), TemporalCalls.Options(cancellationToken));
        }
        catch (RpcException refused) when (refused.Code == RpcException.StatusCode.InvalidArgument)
        {
            throw Unreadable(refused);
        }

        if (order.Mirror != before.Mirror)
        {
            await mirrors.GiveUpAsync(before.Mirror, cancellationToken);
        }
    }

    /// <summary>Says that a mirror may take most of its tracks out, and looks at the source now. It counts for the songs that were asked about.</summary>
    /// <exception cref="ProblemException">There is no such order, or it asks nothing.</exception>
    public async Task ConfirmAsync(string id, CancellationToken cancellationToken)
    {
        var described = await queries.DescribeAsync(id, cancellationToken);
        if (await queries.StateAsync(described, cancellationToken) is not { Question: not null, ContentHash: { } asked })
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "Nothing to confirm", $"Order {id} asks nothing just now.");
        }

        var order = await OrderSchedules.ReadAsync(described.Schedule) with { Confirmed = asked };
        var schedule = OrderSchedules.Of(order, described.Schedule.State.Paused, time.GetUtcNow()) with { Spec = described.Schedule.Spec };
        await client.GetScheduleHandle(OrderIds.ToSchedule(id)).UpdateAsync(
            _ => new ScheduleUpdate(schedule), TemporalCalls.Options(cancellationToken));
        await RunAsync(id, cancellationToken);
    }

    /// <summary>Looks at the source now, also where the order rests; while a run is on, that is the one.</summary>
    /// <exception cref="ProblemException">There is no such order.</exception>
    public Task RunAsync(string id, CancellationToken cancellationToken) => OnAsync(
        id, schedule => schedule.TriggerAsync(new() { Rpc = TemporalCalls.Options(cancellationToken) }));

    /// <summary>Deletes an order. Its syncs, and what they added, stay.</summary>
    /// <exception cref="ProblemException">There is no such order.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var order = await OrderSchedules.ReadAsync((await queries.DescribeAsync(id, cancellationToken)).Schedule);
        // What it has added is nobody's from now on; first, so that a delete that is repeated does it again.
        await mirrors.GiveUpAsync(order.Mirror, cancellationToken);
        await OnAsync(id, schedule => schedule.DeleteAsync(TemporalCalls.Options(cancellationToken)));
    }

    private async Task OnAsync(string id, Func<ScheduleHandle, Task> act)
    {
        try
        {
            await act(client.GetScheduleHandle(OrderIds.ToSchedule(id)));
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            throw OrderQueries.NoSuchOrder(id);
        }
    }

    private async Task EnsureSameAsync(StandingOrder order, CancellationToken cancellationToken)
    {
        var existing = await OrderSchedules.ReadAsync((await queries.DescribeAsync(order.Id, cancellationToken)).Schedule);
        if (TemporalJson.HashOf(existing with { Checked = null, Confirmed = null }) != TemporalJson.HashOf(order with { Checked = null }))
        {
            throw new ProblemException(
                StatusCodes.Status409Conflict,
                "The id is taken",
                $"An order with id {order.Id} exists and is another one; change it with PATCH /orders/{order.Id}, or choose another id.");
        }
    }

    // "Invalid schedule spec: …": of all that a caller writes only the cron expression is Temporal's to read.
    private static ProblemException Unreadable(RpcException refused) => ProblemException.Unprocessable($"cron: {refused.Message}");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Order {OrderId} made")]
        public static partial void Made(ILogger logger, string orderId);
    }
}
