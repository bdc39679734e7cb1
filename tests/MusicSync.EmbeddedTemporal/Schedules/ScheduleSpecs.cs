using System.Collections;
using Temporalio.Api.Schedule.V1;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace MusicSync.EmbeddedTemporal.Schedules;

/// <summary>Brings a schedule's times into one form: calendars with ranges, intervals, and one time zone.</summary>
internal static class ScheduleSpecs
{
    private const int MaxCommentLength = 200;

    /// <exception cref="FormatException">The times contradict themselves or are of no known form.</exception>
    public static ScheduleSpec Canonicalize(ScheduleSpec? given)
    {
        var spec = given?.Clone() ?? new ScheduleSpec();
        spec.StructuredCalendar.Add(spec.Calendar.Select(CalendarText.Parse));
        ReadOldExclusions(spec);
        ReadCron(spec);
        spec.Calendar.Clear();
        spec.CronString.Clear();
        foreach (var calendar in spec.StructuredCalendar)
        {
            Check(calendar);
        }

        foreach (var interval in spec.Interval)
        {
            Check(interval);
        }

        return spec;
    }

    /// <summary>Fills in what a range leaves out, as descriptions show it.</summary>
    public static ScheduleSpec WithWholeRanges(ScheduleSpec spec)
    {
        var whole = spec.Clone();
        foreach (var calendar in whole.StructuredCalendar.Concat(whole.ExcludeStructuredCalendar))
        {
            foreach (var range in Fields(calendar).SelectMany(field => field.Ranges))
            {
                range.End = Math.Max(range.Start, range.End);
                range.Step = range.Step == 0 ? 1 : range.Step;
            }
        }

        return whole;
    }

    // Excluded calendars as text are obsolete in the API, and with them their property; old clients may still send them.
    private static void ReadOldExclusions(ScheduleSpec spec)
    {
        var field = ScheduleSpec.Descriptor.FindFieldByName("exclude_calendar");
        var calendars = (IList)field.Accessor.GetValue(spec);
        spec.ExcludeStructuredCalendar.Add(calendars.Cast<CalendarSpec>().Select(CalendarText.Parse));
        calendars.Clear();
    }

    private static void ReadCron(ScheduleSpec spec)
    {
        foreach (var text in spec.CronString)
        {
            var (calendar, interval, timeZone) = CalendarText.ParseCron(text);
            if (calendar is not null)
            {
                spec.StructuredCalendar.Add(calendar);
            }

            if (interval is not null)
            {
                spec.Interval.Add(interval);
            }

            if (timeZone is not null && spec.TimezoneName.Length > 0 && spec.TimezoneName != timeZone)
            {
                throw new FormatException("conflicting timezone names");
            }

            spec.TimezoneName = timeZone ?? spec.TimezoneName;
        }
    }

    private static void Check(StructuredCalendarSpec calendar)
    {
        List<string> wrong = [];
        foreach (var (name, ranges, min, max) in Fields(calendar))
        {
            foreach (var range in ranges)
            {
                if (range.Start < min || range.Start > max)
                {
                    wrong.Add($"{name} Start is not in range [{min}-{max}]");
                }

                if (range.End != 0 && (range.End < range.Start || range.End > max))
                {
                    wrong.Add($"{name} End is before Start or not in range [{min}-{max}]");
                }

                if (range.Step < 0)
                {
                    wrong.Add($"{name} has invalid Step");
                }
            }
        }

        if (calendar.Comment.Length > MaxCommentLength)
        {
            wrong.Add("comment is too long");
        }

        if (wrong.Count > 0)
        {
            throw new FormatException($"invalid calendar spec: {string.Join(", ", wrong)}");
        }
    }

    private static void Check(IntervalSpec spec)
    {
        var (interval, phase) = (spec.Interval?.ToTimeSpan() ?? TimeSpan.Zero, spec.Phase?.ToTimeSpan() ?? TimeSpan.Zero);
        var wrong = interval < TimeSpan.FromSeconds(1) ? "interval is too small"
            : phase < TimeSpan.Zero ? "phase is negative"
            : phase >= interval ? "phase cannot be greater than Interval"
            : null;
        if (wrong is not null)
        {
            throw new FormatException(wrong);
        }
    }

    private static (string Name, IEnumerable<Range> Ranges, int Min, int Max)[] Fields(StructuredCalendarSpec calendar) =>
    [
        ("Second", calendar.Second, 0, 59),
        ("Minute", calendar.Minute, 0, 59),
        ("Hour", calendar.Hour, 0, 23),
        ("DayOfMonth", calendar.DayOfMonth, 1, 31),
        ("Month", calendar.Month, 1, 12),
        ("Year", calendar.Year, CalendarText.FirstYear, CalendarText.LastYear),
        ("DayOfWeek", calendar.DayOfWeek, 0, 6),
    ];
}
