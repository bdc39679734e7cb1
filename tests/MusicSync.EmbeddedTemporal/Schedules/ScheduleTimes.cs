using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Temporalio.Api.Schedule.V1;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace MusicSync.EmbeddedTemporal.Schedules;

/// <summary>A time at which a schedule acts.</summary>
/// <param name="Nominal">As its calendars and intervals say.</param>
/// <param name="Actual">With jitter.</param>
internal readonly record struct ScheduleTime(DateTime Nominal, DateTime Actual);

/// <summary>When a schedule acts. The same schedule always has the same times, jitter included.</summary>
internal sealed class ScheduleTimes
{
    // Enough for any sane calendar; one that excludes every time of its own must not occupy the server.
    private const int MaxTries = 100_000;

    private readonly ScheduleSpec _spec;
    private readonly string _jitterSeed;
    private readonly CalendarMatcher[] _calendars;
    private readonly CalendarMatcher[] _excluded;

    /// <param name="spec">In its one form, see <see cref="ScheduleSpecs"/>.</param>
    /// <param name="jitterSeed">Keeps schedules with the same times apart.</param>
    /// <exception cref="FormatException">The time zone is unknown here.</exception>
    public ScheduleTimes(ScheduleSpec spec, string jitterSeed)
    {
        (_spec, _jitterSeed) = (spec, jitterSeed);
        var zone = FindZone(spec.TimezoneName);
        _calendars = [.. spec.StructuredCalendar.Select(calendar => new CalendarMatcher(calendar, zone))];
        _excluded = [.. spec.ExcludeStructuredCalendar.Select(calendar => new CalendarMatcher(calendar, zone))];
    }

    /// <summary>The first time after a moment; null when there is none any more.</summary>
    public ScheduleTime? Next(DateTime after)
    {
        var from = _spec.StartTime?.ToDateTime().AddSeconds(-1) is { } start && start > after ? start : after;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (NextNominal(from) is not { } nominal || nominal > _spec.EndTime?.ToDateTime())
            {
                return null;
            }

            if (!_excluded.Any(calendar => calendar.Matches(nominal)))
            {
                return new(nominal, nominal + JitterOf(nominal));
            }

            from = nominal;
        }

        return null;
    }

    private DateTime? NextNominal(DateTime after)
    {
        DateTime? first = null;
        foreach (var next in _calendars.Select(calendar => calendar.Next(after)).Concat(_spec.Interval.Select(each => Next(each, after))))
        {
            first = next < first || first is null ? next : first;
        }

        return first;
    }

    // Intervals count from 1970 on, so that they do not depend on when the schedule was made.
    private static DateTime? Next(IntervalSpec each, DateTime after)
    {
        var interval = Math.Max(1, (long)each.Interval.ToTimeSpan().TotalSeconds);
        var phase = (long)(each.Phase?.ToTimeSpan().TotalSeconds ?? 0);
        var seconds = new DateTimeOffset(after).ToUnixTimeSeconds();
        var next = DateTimeOffset.FromUnixTimeSeconds((((seconds - phase) / interval) + 1) * interval + phase).UtcDateTime;
        return next.Year <= CalendarText.LastYear ? next : null;
    }

    private TimeSpan JitterOf(DateTime nominal)
    {
        if (Durations.Positive(_spec.Jitter) is not { } most)
        {
            return TimeSpan.Zero;
        }

        // Never past the next time.
        var limit = NextNominal(nominal) is { } following && following - nominal < most ? following - nominal : most;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{nominal.Ticks} {_jitterSeed}"));
        return limit * (BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue);
    }

    private static TimeZoneInfo FindZone(string name)
    {
        if (name.Length == 0)
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new FormatException($"unknown time zone {name}");
    }
}

/// <summary>One calendar: the moments whose local second, minute, hour and date all match.</summary>
internal sealed class CalendarMatcher(StructuredCalendarSpec calendar, TimeZoneInfo zone)
{
    private readonly ulong _seconds = Bits(calendar.Second);
    private readonly ulong _minutes = Bits(calendar.Minute);
    private readonly ulong _hours = Bits(calendar.Hour);
    private readonly ulong _days = Bits(calendar.DayOfMonth);
    private readonly ulong _months = Bits(calendar.Month);
    private readonly ulong _weekdays = Bits(calendar.DayOfWeek);

    public bool Matches(DateTime moment)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(moment, zone);
        return MatchesDate(local) && Has(_hours, local.Hour) && Has(_minutes, local.Minute) && Has(_seconds, local.Second);
    }

    /// <summary>
    /// The first matching second after a moment. A local time that a change of the clocks leaves out has no moment and so
    /// never matches; one that it repeats has two.
    /// </summary>
    public DateTime? Next(DateTime after)
    {
        var moment = new DateTime(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        while (true)
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(moment, zone);
            if (local.Year > CalendarText.LastYear)
            {
                return null;
            }

            if (!MatchesYear(local.Year))
            {
                moment = Later(moment, new DateTime(local.Year + 1, 1, 1));
            }
            else if (!Has(_months, local.Month))
            {
                moment = Later(moment, new DateTime(local.Year, local.Month, 1).AddMonths(1));
            }
            else if (!MatchesDate(local))
            {
                moment = Later(moment, local.Date.AddDays(1));
            }
            else if (!Has(_hours, local.Hour))
            {
                moment = moment.AddSeconds(3600 - (local.Minute * 60) - local.Second);
            }
            else if (!Has(_minutes, local.Minute))
            {
                moment = moment.AddSeconds(60 - local.Second);
            }
            else if (!Has(_seconds, local.Second))
            {
                moment = moment.AddSeconds(1);
            }
            else
            {
                return moment;
            }
        }
    }

    private bool MatchesDate(DateTime local) => MatchesYear(local.Year)
        && Has(_months, local.Month) && Has(_days, local.Day) && Has(_weekdays, (int)local.DayOfWeek);

    private bool MatchesYear(int year) => calendar.Year.Count == 0
        || calendar.Year.Any(range => year >= range.Start && year <= Math.Max(range.Start, range.End)
            && (year - range.Start) % Math.Max(1, range.Step) == 0);

    /// <summary>The moment of a later local midnight, or of the first one after it that exists.</summary>
    private DateTime Later(DateTime moment, DateTime local)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        var later = DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
        return later > moment ? later : moment.AddHours(1);
    }

    private static bool Has(ulong bits, int value) => (bits >> value & 1) == 1;

    private static ulong Bits(IEnumerable<Range> ranges)
    {
        var bits = 0UL;
        foreach (var range in ranges)
        {
            for (var value = range.Start; value <= Math.Max(range.Start, range.End); value += Math.Max(1, range.Step))
            {
                bits |= 1UL << value;
            }
        }

        return bits;
    }
}
