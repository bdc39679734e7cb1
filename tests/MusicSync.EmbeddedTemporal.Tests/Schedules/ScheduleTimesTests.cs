using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using MusicSync.EmbeddedTemporal.Schedules;
using Temporalio.Api.Schedule.V1;

namespace MusicSync.EmbeddedTemporal.Tests.Schedules;

/// <summary>When schedules act: intervals, calendars, cron, time zones and jitter.</summary>
public sealed class ScheduleTimesTests
{
    [Theory]
    [InlineData("*/15 8-9 * * *", "2026-11-26T08:50:00", "2026-11-26T09:00:00", "2026-11-26T09:15:00")]
    [InlineData("0 12 * * MON-FRI", "2026-11-27T12:00:00", "2026-11-30T12:00:00", "2026-12-01T12:00:00")]
    [InlineData("0 0 29 2 *", "2026-11-26T00:00:00", "2028-02-29T00:00:00", "2032-02-29T00:00:00")]
    [InlineData("30 4 1,15 * * 2027", "2026-11-26T00:00:00", "2027-01-01T04:30:00", "2027-01-15T04:30:00")]
    [InlineData("10 0 0 1 jan * *", "2026-11-26T00:00:00", "2027-01-01T00:00:10", "2028-01-01T00:00:10")]
    [InlineData("0 0 * * 7", "2026-11-26T00:00:00", "2026-11-29T00:00:00", "2026-12-06T00:00:00")]
    [InlineData("@weekly", "2026-11-26T00:00:00", "2026-11-29T00:00:00", "2026-12-06T00:00:00")]
    [InlineData("@hourly # on the hour", "2026-11-26T10:00:00", "2026-11-26T11:00:00", "2026-11-26T12:00:00")]
    [InlineData("@every 2h/30m", "2026-11-26T10:00:00", "2026-11-26T10:30:00", "2026-11-26T12:30:00")]
    [InlineData("@every 1d", "2026-11-26T10:00:00", "2026-11-27T00:00:00", "2026-11-28T00:00:00")]
    // The clocks go forward at 2:00 on 29 March 2026 in Berlin, so that day has no 2:30; and back at 3:00 on 25 October, so it has two.
    [InlineData("TZ=Europe/Berlin 30 2 * * *", "2026-03-28T01:30:00", "2026-03-30T00:30:00", "2026-03-31T00:30:00")]
    [InlineData("TZ=Europe/Berlin 30 2 * * *", "2026-10-24T00:30:00", "2026-10-25T00:30:00", "2026-10-25T01:30:00")]
    [InlineData("CRON_TZ=America/New_York 0 9 * * *", "2026-11-26T00:00:00", "2026-11-26T14:00:00", "2026-11-27T14:00:00")]
    public void Cron_ActsAtItsTimes(string cron, string after, string first, string second)
    {
        var times = Times(new ScheduleSpec { CronString = { cron } });

        var next = times.Next(Utc(after))!.Value;

        Assert.Equal((Utc(first), Utc(first)), (next.Nominal, next.Actual));
        Assert.Equal(Utc(second), times.Next(next.Actual)!.Value.Nominal);
    }

    [Theory]
    [InlineData("* * * *", "5-7 fields")]
    [InlineData("60 * * * *", "Minute is not in range [0-59]")]
    [InlineData("5-1 * * * *", "Minute End is before Start")]
    [InlineData("*/0 * * * *", "Minute has invalid Step")]
    [InlineData("0 0 * * monkey", "DayOfWeek is not in range")]
    [InlineData("@every soon", "invalid duration")]
    [InlineData("@every 0.5s", "interval is too small")]
    [InlineData("TZ=Nowhere/Land 0 0 * * *", "unknown time zone Nowhere/Land")]
    public void Cron_ThatIsWrong_SaysWhere(string cron, string why) => Assert.Contains(
        why,
        Assert.Throws<FormatException>(() => Times(new ScheduleSpec { CronString = { cron } })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Times_OfSeveralRules_AreMerged_WithoutTheExcluded()
    {
        var times = Times(new ScheduleSpec
        {
            CronString = { "0 6 * * *", "0 18 * * *" },
            ExcludeStructuredCalendar = { CalendarText.Parse(new() { Hour = "18", DayOfMonth = "26" }) },
        });

        Assert.Equal(
            [Utc("2026-11-26T06:00:00"), Utc("2026-11-27T06:00:00"), Utc("2026-11-27T18:00:00")],
            Take(times, Utc("2026-11-26T00:00:00"), 3).Select(time => time.Nominal));
    }

    [Fact]
    public void Times_BeginAndEnd_WithTheSchedule()
    {
        var times = Times(new ScheduleSpec
        {
            CronString = { "@daily" },
            StartTime = Utc("2026-12-01T00:00:00").ToTimestamp(),
            EndTime = Utc("2026-12-02T00:00:00").ToTimestamp(),
        });

        Assert.Equal(
            [Utc("2026-12-01T00:00:00"), Utc("2026-12-02T00:00:00")],
            Take(times, Utc("2026-11-26T00:00:00"), 3).Select(time => time.Nominal));
    }

    [Fact]
    public void Calendar_ThatExcludesAllItsTimes_HasNone() => Assert.Null(Times(new ScheduleSpec
    {
        CronString = { "@hourly" },
        ExcludeStructuredCalendar = { CalendarText.Parse(new() { Hour = "*" }) },
    }).Next(Utc("2026-11-26T00:00:00")));

    [Fact]
    public void Jitter_StaysBelowItsLimitAndTheNextTime_AndIsTheSameEachTime()
    {
        var spec = new ScheduleSpec { CronString = { "* * * * *" }, Jitter = Duration.FromTimeSpan(TimeSpan.FromHours(1)) };
        var first = Take(Times(spec), Utc("2026-11-26T00:00:00"), 50);

        Assert.All(first, time => Assert.InRange(time.Actual - time.Nominal, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        Assert.True(first.Select(time => time.Actual - time.Nominal).Distinct().Count() > 25);
        Assert.Equal(first, Take(Times(spec), Utc("2026-11-26T00:00:00"), 50));
    }

    private static ScheduleTimes Times(ScheduleSpec spec) => new(ScheduleSpecs.Canonicalize(spec), "seed");

    private static List<ScheduleTime> Take(ScheduleTimes times, DateTime after, int count)
    {
        List<ScheduleTime> taken = [];
        while (taken.Count < count && times.Next(after) is { } next)
        {
            taken.Add(next);
            after = next.Nominal;
        }

        return taken;
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
