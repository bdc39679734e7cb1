using System.Globalization;

namespace MusicSync.Worker.Pages.Views;

/// <summary>Numbers with the word they count, as people write them. Pure.</summary>
internal static class Counted
{
    public static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1 song, 2 songs, 1,000 songs.</summary>
    public static string Of(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    public static string Songs(int count) => Of(count, "song", "songs");

    /// <summary>a, b and c.</summary>
    public static string List(IReadOnlyList<string> parts) => parts.Count < 2
        ? string.Concat(parts)
        : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
}

/// <summary>Times and lengths in words. Pure.</summary>
internal static class TimeWords
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan AWhile = TimeSpan.FromDays(14);

    /// <summary>just now, 2 minutes ago, in 3 hours, 24 November 2026.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var distance = (at - now).Duration();
        return distance < Minute ? at > now ? "in a moment" : "just now"
            : distance > AWhile ? Date(at)
            : at > now ? $"in {Length(distance)}"
            : $"{Length(distance)} ago";
    }

    /// <summary>24 November 2026, 14:05 UTC.</summary>
    public static string Exact(DateTimeOffset at) => $"{Date(at)}, {Clock(at)}";

    /// <summary>14:05 UTC; a browser with script shows its own time instead.</summary>
    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How long something will take, roughly.</summary>
    public static string About(TimeSpan length) => length < TimeSpan.FromSeconds(10)
        ? "a few seconds"
        : length < Minute ? $"about {Math.Ceiling(length.TotalSeconds / 10) * 10:0} seconds" : $"about {Length(length)}";

    /// <summary>3:05, as a player shows it; null when unknown.</summary>
    public static string? Track(int? milliseconds) => milliseconds is > 0 and var length
        ? string.Create(CultureInfo.InvariantCulture, $"{length / 60_000}:{length / 1000 % 60:00}")
        : null;

    private static string Length(TimeSpan length) =>
        length < Hour ? Counted.Of((int)length.TotalMinutes, "minute", "minutes")
        : length < Day ? Counted.Of((int)length.TotalHours, "hour", "hours")
        : Counted.Of((int)length.TotalDays, "day", "days");

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
