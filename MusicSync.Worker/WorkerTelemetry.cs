using System.Diagnostics;
using System.Diagnostics.Metrics;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker;

/// <summary>The worker's own counts of what became of songs and writes.</summary>
internal static class WorkerTelemetry
{
    private static readonly Meter Meter = new(TelemetrySources.MusicSync);

    private static readonly Counter<long> Rows =
        Meter.CreateCounter<long>("musicsync.sync.rows", "{row}", "Songs decided by matching.");

    private static readonly Counter<long> Writes =
        Meter.CreateCounter<long>("musicsync.playlist.writes", "{write}", "Tries to add a batch of rows to a playlist.");

    /// <summary>A song was decided just now: <c>accepted</c>, <c>review</c> or <c>missing</c>.</summary>
    public static void Decided(Enum outcome) =>
        Rows.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));

    /// <summary>A batch was sent and seen to be taken.</summary>
    public static void Added() => Wrote("added");

    /// <summary>A batch was sent and its answer lost; the rules of evidence decide.</summary>
    public static void WroteWithUnknownOutcome() => Wrote("unknown");

    /// <summary>A batch was refused: the kind of the failure.</summary>
    public static void NotWritten(string kind) => Wrote(kind);

    private static void Wrote(string result) => Writes.Add(1, new KeyValuePair<string, object?>("result", result));
}

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
