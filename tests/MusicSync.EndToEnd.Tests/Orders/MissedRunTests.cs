using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using MusicSync.EmbeddedTemporal;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Worker;

namespace MusicSync.EndToEnd.Tests.Orders;

/// <summary>Schedules of orders while Temporal, or the worker, is down when a run is due. Temporal keeps its file; the time is the test's.</summary>
public sealed class MissedRunTests : IAsyncLifetime
{
    private static readonly StandingOrder Hourly = new(
        "hourly",
        new SongSource(Url: "https://charts.example/"),
        new PlaylistTarget(Name: "Charts"),
        new OrderTimes(Every: "PT1H"),
        new SyncOptions());

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 11, 26, 12, 30, 0, TimeSpan.Zero));
    private readonly CountedRuns _runs = new();
    private EmbeddedServer _server = null!;
    private TemporalClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        await StartTemporalAsync();
        await _client.CreateScheduleAsync(
            OrderIds.ToSchedule(Hourly.Id), OrderSchedules.Of(Hourly, isPaused: false, _time.GetUtcNow()), new() { TriggerImmediately = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task TemporalIsDown_TheRunOfTheLastHourHappensOnce()
    {
        await WithWorkerAsync(() => UntilAsync(1));

        // Three and a half hours: of the three runs, one was due within the last hour.
        await _server.DisposeAsync();
        _time.Advance(TimeSpan.FromHours(3.6));
        await StartTemporalAsync();

        await WithWorkerAsync(() => UntilAsync(2));
        var info = (await _client.GetScheduleHandle(OrderIds.ToSchedule(Hourly.Id)).DescribeAsync()).Info;
        Assert.Equal((2, 2), (info.NumActions, info.NumActionsMissedCatchupWindow));

        // And it goes on, knowing what the runs before knew.
        await WithWorkerAsync(async () =>
        {
            _time.Advance(TimeSpan.FromHours(1));
            await UntilAsync(3);
        });
        Assert.Equal([0, 1, 2], _runs.Known);
        Assert.Equal(3, _runs.Due.Distinct().Count());
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task WorkerIsDown_TheFirstMissedRunHappensOnce_WhenItIsBack()
    {
        await WithWorkerAsync(() => UntilAsync(1));

        for (var hour = 0; hour < 5; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
        }

        var handle = _client.GetScheduleHandle(OrderIds.ToSchedule(Hourly.Id));
        await Eventually.TrueAsync(async () => (await handle.DescribeAsync()).Info.NumActionsSkippedOverlap >= 3);
        await WithWorkerAsync(() => UntilAsync(2));

        Assert.Equal([0, 1], _runs.Known);
        Assert.Equal(2, (await handle.DescribeAsync()).Info.NumActions);
    }

    private async Task StartTemporalAsync()
    {
        _server = await EmbeddedServer.StartAsync(
            new() { JournalFile = Path.Combine(_folder.Root, "journal"), TimeProvider = _time }, TestContext.Current.CancellationToken);
        _client = await TemporalClient.ConnectAsync(new(_server.Address) { DataConverter = TemporalJson.DataConverter });
    }

    private async Task WithWorkerAsync(Func<Task> test)
    {
        using var worker = new TemporalWorker(
            _client, new TemporalWorkerOptions(TaskQueues.Sync).AddWorkflow<OrderWorkflow>().AddAllActivities(_runs));
        await worker.ExecuteAsync(test, TestContext.Current.CancellationToken);
    }

    private Task UntilAsync(int runs) => Eventually.TrueAsync(async () => _runs.Due.Count == runs
        && (await _client.GetScheduleHandle(OrderIds.ToSchedule(Hourly.Id)).DescribeAsync()).Info.RunningActions.Count == 0);

    /// <summary>Stands where the order's activity stands, and notes what each run is told.</summary>
    private sealed class CountedRuns
    {
        private readonly ConcurrentQueue<OrderLook> _looks = new();

        public IReadOnlyList<DateTimeOffset> Due => [.. _looks.Select(look => look.At)];

        public IReadOnlyList<int> Known => [.. _looks.Select(look => look.Before.Runs.Count)];

        [Activity("order.run")]
        public OrderState Run(OrderLook look)
        {
            _looks.Enqueue(look);
            return look.Before.With(new OrderRun(look.At, RunOutcome.Unchanged));
        }
    }
}
