using System.Diagnostics;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker;

/// <summary>
/// The steps of a sync as spans of its trace: <c>parse</c>, <c>resolve</c>, <c>chunk</c>, <c>search</c>, <c>plan</c>, <c>write</c>,
/// <c>settle</c>, <c>verify</c>. Numbers are tags; titles and names stay out.
/// </summary>
internal static class WorkerSpans
{
    public const string Songs = "musicsync.songs";
    public const string Done = "musicsync.done";
    public const string Line = "musicsync.line";
    public const string Outcome = "musicsync.outcome";
    public const string Stop = "musicsync.stop";

    private static readonly ActivitySource Source = new(TelemetrySources.MusicSync);

    /// <summary>Starts a step; null when nobody records the trace.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Starts a step on so many songs.</summary>
    public static Activity? Start(string name, int songs)
    {
        var span = Source.StartActivity(name);
        span?.SetTag(Songs, songs);
        return span;
    }
}
