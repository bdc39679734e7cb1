using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api.Orders;

/// <summary>Reads orders from Temporal: what and when from the schedule, what became of it from the result of the newest run.</summary>
internal sealed class OrderQueries(ITemporalClient client, OrderSyncs syncs)
{
    private const int OrdersPerPage = 50;
    private const int Concurrency = 8;

    /// <exception cref="ProblemException">There is no such order.</exception>
    public async Task<OrderDocument> GetAsync(string id, CancellationToken cancellationToken) =>
        await DocumentAsync(await DescribeAsync(id, cancellationToken), cancellationToken);

    /// <summary>A page of orders, each with its last runs.</summary>
    public async Task<OrderPage> ListAsync(string? token, CancellationToken cancellationToken)
    {
        var page = await client.WorkflowService.ListSchedulesAsync(
            new()
            {
                Namespace = client.Options.Namespace,
                MaximumPageSize = OrdersPerPage,
                NextPageToken = Google.Protobuf.ByteString.CopyFrom(PageTokens.Read(token) ?? []),
            },
            TemporalCalls.Options(cancellationToken));

        // Others may have schedules in this namespace.
        string[] ids = [.. page.Schedules.Select(schedule => OrderIds.FromSchedule(schedule.ScheduleId)).OfType<string>()];
        var found = new OrderDocument?[ids.Length];
        await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken }, async (number, stop) =>
            found[number] = await FindAsync(ids[number], stop));
        return new OrderPage(
            [.. found.OfType<OrderDocument>().OrderBy(order => order.Id, StringComparer.Ordinal)], PageTokens.Write(page.NextPageToken.ToByteArray()));
    }

    /// <exception cref="ProblemException">There is no such order.</exception>
    public async Task<ScheduleDescription> DescribeAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetScheduleHandle(OrderIds.ToSchedule(id)).DescribeAsync(TemporalCalls.Options(cancellationToken));
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            throw NoSuchOrder(id);
        }
    }

    public static ProblemException NoSuchOrder(string id) => new(
        StatusCodes.Status404NotFound, "No such order", $"There is no order with id {id}; GET /orders lists them.");

    // Deleted between the list and the look: visibility lags.
    private async Task<OrderDocument?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(id, cancellationToken);
        }
        catch (ProblemException gone) when (gone.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    private async Task<OrderDocument> DocumentAsync(ScheduleDescription schedule, CancellationToken cancellationToken)
    {
        var order = await OrderSchedules.ReadAsync(schedule.Schedule);
        var state = await StateAsync(schedule, cancellationToken);
        var paused = schedule.Schedule.State.Paused;
        return new OrderDocument(
            order.Id,
            new OrderedSource(order.Source.Url, order.Source.PlaylistId, order.Source.Given?.Songs.Count),
            order.Checked ?? new PlaylistRef(order.Target.Id, order.Target.Name, Url: null),
            order.Mode,
            order.Times.Every,
            order.Times.Cron,
            order.Times.TimeZone,
            order.Options.Policy,
            order.Options.Duplicates,
            order.Options.Priority,
            order.Options.Explicit,
            paused,
            schedule.Info.RunningActions.Count > 0,
            await WaitingAsync(schedule, cancellationToken),
            paused ? null : schedule.Info.NextActionTimes.Select(next => (DateTimeOffset?)new DateTimeOffset(next, TimeSpan.Zero)).FirstOrDefault(),
            new DateTimeOffset(schedule.Info.CreatedAt, TimeSpan.Zero),
            state?.Question,
            state?.Runs ?? []);
    }

    /// <summary>What only Temporal knows: that the look which is on is held back for a retry.</summary>
    private async Task<SyncWaiting?> WaitingAsync(ScheduleDescription schedule, CancellationToken cancellationToken) =>
        schedule.Info.RunningActions.OfType<ScheduleActionExecutionStartWorkflow>().FirstOrDefault() is { } run
        && await client.FindWorkflowAsync(run.WorkflowId, TemporalCalls.Options(cancellationToken)) is { } described
            ? PendingRetries.Of(described.PendingActivities)?.Waiting
            : null;

    /// <summary>What the order knows after its newest run; null before the first one.</summary>
    public async Task<OrderState?> StateAsync(ScheduleDescription schedule, CancellationToken cancellationToken)
    {
        if (await NewestStateAsync(schedule, cancellationToken) is not { } state)
        {
            return null;
        }

        // The next run would look as well, but that may be days ahead.
        return state.Open is { SyncId: { } open } && await syncs.EndOfAsync(open, cancellationToken) is { } ended
            ? state.Ended(open, ended)
            : state;
    }

    /// <summary>The result of the newest run that has one: Temporal may have forgotten older ones, or somebody ended one from outside.</summary>
    private async Task<OrderState?> NewestStateAsync(ScheduleDescription schedule, CancellationToken cancellationToken)
    {
        var rpc = TemporalCalls.Options(cancellationToken);
        var running = schedule.Info.RunningActions.OfType<ScheduleActionExecutionStartWorkflow>().Select(run => run.WorkflowId).ToHashSet();
        foreach (var run in schedule.Info.RecentActions.Reverse().Select(action => action.Action).OfType<ScheduleActionExecutionStartWorkflow>())
        {
            if (!running.Contains(run.WorkflowId)
                && await client.FindWorkflowAsync(run.WorkflowId, rpc) is { WorkflowExecutionInfo.Status: WorkflowExecutionStatus.Completed })
            {
                return await client.GetWorkflowHandle<OrderWorkflow, OrderState>(run.WorkflowId).GetResultAsync(rpcOptions: rpc);
            }
        }

        return null;
    }
}
