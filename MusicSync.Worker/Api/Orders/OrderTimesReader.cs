using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using MusicSync.Worker.Orders;

namespace MusicSync.Worker.Api.Orders;

/// <summary>Reads when an order's source is looked at. Pure.</summary>
internal static partial class OrderTimesReader
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    // PT6H, P1D, P1W; a month or a year is no fixed time.
    [GeneratedRegex(@"^P(?:(?<weeks>\d{1,2})W|(?:\d{1,3}D)?(?:T(?=\d)(?:\d{1,4}H)?(?:\d{1,6}M)?(?:\d{1,8}S)?)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Duration { get; }

    // "0 6 * * MON": what each may hold, Temporal says when the schedule is made.
    [GeneratedRegex(@"^[0-9A-Za-z*/,?#-]+(?: +[0-9A-Za-z*/,?#-]+){4}$", RegexOptions.CultureInvariant)]
    private static partial Regex FiveFields { get; }

    /// <summary>The times that were asked for.</summary>
    /// <exception cref="ProblemException">There are none, or two, or they cannot be read.</exception>
    public static OrderTimes Read(string? every, string? cron, string? timeZone) => (every, cron, timeZone) switch
    {
        ({ Length: > 0 }, { Length: > 0 }, _) => throw ProblemException.Unprocessable("Give either every or cron, not both."),
        ({ Length: > 0 }, _, { Length: > 0 }) => throw ProblemException.Unprocessable("timeZone belongs to cron; a time span is the same everywhere."),
        ({ Length: > 0 }, _, _) => new OrderTimes(Every: EveryOf(every)),
        (_, { Length: > 0 }, _) => new OrderTimes(Cron: CronOf(cron), TimeZone: ZoneOf(timeZone)),
        _ => throw ProblemException.Unprocessable(
            "Say when the source is looked at: every, such as \"PT6H\", or cron, such as \"0 6 * * MON\"."),
    };

    /// <summary>The times as they are changed.</summary>
    /// <exception cref="ProblemException">They cannot be read.</exception>
    public static OrderTimes Change(OrderTimes times, string? every, string? cron, string? timeZone) => (every, cron, timeZone) switch
    {
        (null, null, null) => times,
        (null, null, _) => Read(times.Every, times.Cron, timeZone),
        (null, _, _) => Read(null, cron, timeZone ?? times.TimeZone),
        _ => Read(every, cron, timeZone),
    };

    /// <summary>How long <see cref="OrderTimes.Every"/> is.</summary>
    public static TimeSpan SpanOf(string every) => Duration.Match(every) is { Success: true } match && every.Length > 1
        ? match.Groups["weeks"] is { Success: true, ValueSpan: var weeks } ? TimeSpan.FromDays(7 * int.Parse(weeks, CultureInfo.InvariantCulture)) : XmlConvert.ToTimeSpan(every)
        : throw ProblemException.Unprocessable($"every is '{every}'; it must be an ISO 8601 duration in weeks, or days, hours, minutes and seconds, such as PT6H or P1D.");

    private static string EveryOf(string text)
    {
        var every = text.Trim().ToUpperInvariant();
        return SpanOf(every) is var span && span >= Shortest && span <= Longest
            ? every
            : throw ProblemException.Unprocessable($"every is '{every}'; it must be from PT5M (5 minutes) to P366D.");
    }

    private static string CronOf(string text) => text.Trim() is var cron && FiveFields.IsMatch(cron)
        ? cron
        : throw ProblemException.Unprocessable($"cron is '{text}'; it must have five fields (minute, hour, day, month, weekday), such as 0 6 * * MON.");

    private static string? ZoneOf(string? text) => text switch
    {
        null or "" => null,
        _ when TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId => zone.Id,
        _ => throw ProblemException.Unprocessable($"timeZone is '{text}'; it must be a name such as Europe/Berlin."),
    };
}
