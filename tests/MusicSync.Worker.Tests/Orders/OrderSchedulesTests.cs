using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Syncs;
using Temporalio.Api.Enums.V1;

namespace MusicSync.Worker.Tests.Orders;

public sealed class OrderSchedulesTests
{
    private static readonly DateTimeOffset Since = new(2026, 11, 24, 14, 7, 31, 400, TimeSpan.Zero);

    [Fact]
    public void Schedule_SkipsWhatOverlaps_AndCatchesUpForAnHour()
    {
        var schedule = OrderSchedules.Of(Order(new OrderTimes(Every: "PT6H")), isPaused: true, Since);

        Assert.Equal((ScheduleOverlapPolicy.Skip, TimeSpan.FromHours(1), true), (schedule.Policy.Overlap, schedule.Policy.CatchupWindow, schedule.State.Paused));
    }

    /// <summary>The time before is over, its jitter too, so that an order that is made or changed does not run twice.</summary>
    [Theory]
    [InlineData("PT5M", 30)]
    [InlineData("PT6H", 300)]
    [InlineData("P1W", 300)]
    public void TimeSpan_IsCountedFromNow(string every, int jitter)
    {
        var spec = OrderSchedules.Of(Order(new OrderTimes(Every: every)), isPaused: false, Since).Spec;

        var interval = Assert.Single(spec.Intervals);
        Assert.Equal(TimeSpan.FromSeconds(jitter), spec.Jitter);
        var sinceTheLast = TimeSpan.FromSeconds((Since.ToUnixTimeSeconds() - (long)interval.Offset!.Value.TotalSeconds) % (long)interval.Every.TotalSeconds);
        Assert.InRange(sinceTheLast - TimeSpan.FromSeconds(jitter), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.InRange(interval.Offset.Value, TimeSpan.Zero, interval.Every - TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Cron_KeepsItsZone()
    {
        var spec = OrderSchedules.Of(Order(new OrderTimes(Cron: "0 6 * * MON", TimeZone: "Europe/Berlin")), isPaused: false, Since).Spec;

        Assert.Equal(("0 6 * * MON", "Europe/Berlin"), (Assert.Single(spec.CronExpressions), spec.TimeZoneName));
        Assert.Empty(spec.Intervals);
    }

    private static StandingOrder Order(OrderTimes times) =>
        new("charts", new SongSource(Url: "https://charts.example/"), new PlaylistTarget(Name: "Charts"), times, new SyncOptions());
}
