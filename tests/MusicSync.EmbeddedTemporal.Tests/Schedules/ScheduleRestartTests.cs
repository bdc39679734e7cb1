using Microsoft.Extensions.Time.Testing;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;

namespace MusicSync.EmbeddedTemporal.Tests.Schedules;

/// <summary>Schedules on a server that is stopped for hours and started again.</summary>
public sealed class ScheduleRestartTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("musicsync-schedules-").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 26, 12, 30, 0, TimeSpan.Zero));
    private EmbeddedServer _server = null!;
    private TemporalClient _client = null!;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task Actions_OfTheTimeBetween_AreCaughtUp_WithinTheWindow()
    {
        await CreateAsync(ScheduleOverlapPolicy.AllowAll, catchup: TimeSpan.FromHours(2.75));

        await _server.DisposeAsync();
        _time.Advance(TimeSpan.FromHours(5));
        await StartAsync();

        // 13 to 17 o'clock were missed; at 17:30 those from 15 on are within the window.
        Assert.Equal(["w-2026-11-26T15:00:00Z", "w-2026-11-26T16:00:00Z", "w-2026-11-26T17:00:00Z"], await StartedAsync());
        var info = (await DescribeAsync()).Info;
        Assert.Equal((3, 2), (info.NumActions, info.NumActionsMissedCatchupWindow));
    }

    [Fact(Timeout = 60_000)]
    public async Task Actions_AreSkipped_WhileTheFirstOneRuns()
    {
        await CreateAsync(ScheduleOverlapPolicy.Skip, catchup: TimeSpan.FromDays(1));
        _time.Advance(TimeSpan.FromHours(1));
        await UntilAsync(1);

        await _server.DisposeAsync();
        await StartAsync();
        _time.Advance(TimeSpan.FromHours(3));
        while ((await DescribeAsync()).Info.NumActionsSkippedOverlap < 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }

        Assert.Equal(["w-2026-11-26T13:00:00Z"], await StartedAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Schedule_ThatWasDeleted_StaysAway()
    {
        var handle = await CreateAsync(ScheduleOverlapPolicy.Skip, catchup: TimeSpan.FromDays(1));
        await handle.DeleteAsync();

        await _server.DisposeAsync();
        _time.Advance(TimeSpan.FromHours(5));
        await StartAsync();

        Assert.Empty(await StartedAsync());
    }

    private async Task StartAsync()
    {
        _server = await EmbeddedServer.StartAsync(
            new() { JournalFile = Path.Combine(_folder, "journal"), TimeProvider = _time }, TestContext.Current.CancellationToken);
        _client = await TemporalClient.ConnectAsync(new(_server.Address));
    }

    private Task<ScheduleHandle> CreateAsync(ScheduleOverlapPolicy overlap, TimeSpan catchup) => _client.CreateScheduleAsync(
        "hourly",
        new Schedule(
            ScheduleActionStartWorkflow.Create("Sync", [], new("w", "songs")),
            new ScheduleSpec { CronExpressions = ["@hourly"] })
        {
            Policy = new() { Overlap = overlap, CatchupWindow = catchup },
        });

    private Task<ScheduleDescription> DescribeAsync() => _client.GetScheduleHandle("hourly").DescribeAsync();

    private async Task<List<string>> StartedAsync()
    {
        List<string> ids = [];
        await foreach (var workflow in _client.ListWorkflowsAsync(""))
        {
            ids.Add(workflow.Id);
        }

        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private async Task UntilAsync(int started)
    {
        while ((await StartedAsync()).Count < started)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }
}
