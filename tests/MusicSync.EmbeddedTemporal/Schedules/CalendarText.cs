using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;
using Range = Temporalio.Api.Schedule.V1.Range;

namespace MusicSync.EmbeddedTemporal.Schedules;

/// <summary>
/// Reads calendars that are written as text, as cron does:
/// <code>0 12 * * MON-FRI        TZ=Europe/Berlin */15 8-17 1,15 * * 2027        @every 2h/30m</code>
/// </summary>
internal static partial class CalendarText
{
    public const int FirstYear = 2000;
    public const int LastYear = 2100;

    private const int Sunday = 7;

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly string[] Days =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>A cron expression: a calendar or, after <c>@every</c>, an interval; and its time zone, if it names one.</summary>
    /// <exception cref="FormatException">The text is not of that form; the message says where.</exception>
    public static (StructuredCalendarSpec? Calendar, IntervalSpec? Interval, string? TimeZone) ParseCron(string text)
    {
        text = text.Trim();
        string? timeZone = null;
        if (TimeZonePrefix.Match(text) is { Success: true } prefix)
        {
            timeZone = prefix.Groups["zone"].Value;
            text = text[prefix.Length..];
        }

        var comment = "";
        if (text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash)
        {
            (text, comment) = (text[..hash].Trim(), text[(hash + 1)..].Trim());
        }

        if (text.StartsWith("@every", StringComparison.Ordinal))
        {
            return (null, ParseEvery(text["@every".Length..].Trim()), null);
        }

        var words = Named(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var calendar = words switch
        {
            [var minute, var hour, var day, var month, var weekday] =>
                new CalendarSpec { Minute = minute, Hour = hour, DayOfMonth = day, Month = month, DayOfWeek = weekday },
            [var minute, var hour, var day, var month, var weekday, var year] =>
                new() { Minute = minute, Hour = hour, DayOfMonth = day, Month = month, DayOfWeek = weekday, Year = year },
            [var second, var minute, var hour, var day, var month, var weekday, var year] =>
                new() { Second = second, Minute = minute, Hour = hour, DayOfMonth = day, Month = month, DayOfWeek = weekday, Year = year },
            _ => throw new FormatException("CronString does not have 5-7 fields"),
        };
        calendar.Comment = comment;
        return (Parse(calendar), null, timeZone);
    }

    /// <summary>A calendar whose fields are text.</summary>
    /// <exception cref="FormatException">A field is not of that form.</exception>
    public static StructuredCalendarSpec Parse(CalendarSpec calendar) => new()
    {
        Second = { ParseField(calendar.Second, "Second", "0", 0, 59, []) },
        Minute = { ParseField(calendar.Minute, "Minute", "0", 0, 59, []) },
        Hour = { ParseField(calendar.Hour, "Hour", "0", 0, 23, []) },
        DayOfMonth = { ParseField(calendar.DayOfMonth, "DayOfMonth", "*", 1, 31, []) },
        Month = { ParseField(calendar.Month, "Month", "*", 1, 12, Months) },
        DayOfWeek = { ParseField(calendar.DayOfWeek, "DayOfWeek", "*", 0, Sunday, Days) },
        // No range means every year.
        Year = { calendar.Year.Trim() is "" or "*" ? [] : ParseField(calendar.Year, "Year", "*", FirstYear, LastYear, []) },
        Comment = calendar.Comment,
    };

    [GeneratedRegex(@"^(CRON_)?TZ=(?<zone>\S+)\s+")]
    private static partial Regex TimeZonePrefix { get; }

    [GeneratedRegex(@"^(?<first>\*|\w+)(-(?<last>\w+))?(/(?<step>\d+))?$")]
    private static partial Regex FieldPart { get; }

    [GeneratedRegex(@"\G(?<number>\d+(\.\d+)?)(?<unit>ms|s|m|h|d)")]
    private static partial Regex TimePart { get; }

    private static string Named(string text) => text switch
    {
        "@yearly" or "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => text,
    };

    private static IntervalSpec ParseEvery(string text) => text.Split('/') switch
    {
        [{ Length: > 0 } interval] => new() { Interval = ParseTime(interval) },
        [{ Length: > 0 } interval, { Length: > 0 } phase] => new() { Interval = ParseTime(interval), Phase = ParseTime(phase) },
        _ => throw new FormatException("CronString does not have interval after @every"),
    };

    private static Duration ParseTime(string text)
    {
        var total = TimeSpan.Zero;
        var at = 0;
        while (TimePart.Match(text, at) is { Success: true } part)
        {
            at += part.Length;
            var number = double.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture);
            total += part.Groups["unit"].Value switch
            {
                "d" => TimeSpan.FromDays(number),
                "h" => TimeSpan.FromHours(number),
                "m" => TimeSpan.FromMinutes(number),
                "s" => TimeSpan.FromSeconds(number),
                _ => TimeSpan.FromMilliseconds(number),
            };
        }

        return at == text.Length && at > 0 ? Duration.FromTimeSpan(total) : throw new FormatException($"invalid duration \"{text}\"");
    }

    private static IEnumerable<Range> ParseField(string text, string field, string usual, int min, int max, string[] names)
    {
        text = text.Trim();
        foreach (var part in (text.Length == 0 ? usual : text).Split(','))
        {
            if (FieldPart.Match(part.Trim()) is not { Success: true } match)
            {
                throw new FormatException($"{field} is not in range [{min}-{max}]");
            }

            var step = match.Groups["step"] is { Success: true } stepText
                ? int.Parse(stepText.Value, CultureInfo.InvariantCulture)
                : 1;
            if (step < 1)
            {
                throw new FormatException($"{field} has invalid Step");
            }

            var (first, last) = Ends(match, field, min, max, names);
            foreach (var range in names == Days ? WithSundayFirst(first, last, step) : [(first, last)])
            {
                // Left out where they say nothing new, as the real server stores them.
                yield return new() { Start = range.First, End = range.Last == range.First ? 0 : range.Last, Step = step == 1 ? 0 : step };
            }
        }
    }

    private static (int First, int Last) Ends(Match match, string field, int min, int max, string[] names)
    {
        if (match.Groups["first"].Value == "*")
        {
            return (min, max);
        }

        var first = Value(match.Groups["first"].Value, min, max, names)
            ?? throw new FormatException(match.Groups["last"].Success
                ? $"{field} Start is not in range [{min}-{max}]"
                : $"{field} is not in range [{min}-{max}]");
        if (match.Groups["last"].Success)
        {
            return (first, Value(match.Groups["last"].Value, first, max, names)
                ?? throw new FormatException($"{field} End is before Start or not in range [{min}-{max}]"));
        }

        // "3/5" counts from 3 to the end.
        return (first, match.Groups["step"].Success ? max : first);
    }

    private static int? Value(string text, int min, int max, string[] names)
    {
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var value))
        {
            var index = text.Length < (names == Days ? 2 : 3)
                ? -1
                : Array.FindIndex(names, name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase));
            value = index < 0 ? -1 : names == Months ? index + 1 : index;
        }

        return value >= min && value <= max ? value : null;
    }

    /// <summary>Cron's Sunday is 0 or 7; a stored one is 0.</summary>
    private static IEnumerable<(int First, int Last)> WithSundayFirst(int first, int last, int step)
    {
        if (last < Sunday)
        {
            yield return (first, last);
            yield break;
        }

        var includesSunday = (Sunday - first) % step == 0;
        if (includesSunday && (step > 1 || first > 1))
        {
            yield return (0, 0);
        }

        if (first < Sunday)
        {
            // 1-7 and 0-7 are all days.
            yield return (includesSunday && step == 1 && first <= 1 ? 0 : first, Sunday - 1);
        }
    }
}
