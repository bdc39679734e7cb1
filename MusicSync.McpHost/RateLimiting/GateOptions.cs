namespace MusicSync.McpHost.RateLimiting;

/// <summary>How hard Spotify may be called. What is left out depends on who is called: Spotify, or anything else (a simulator).</summary>
internal sealed class GateOptions
{
    public const string SectionName = "Gate";

    /// <summary>
    /// Longest time a call is held before it is refused with a wait; 0 s to 10 s and shorter than a write may take.
    /// Default 2 s, or half of what a write may take when that is less.
    /// </summary>
    public TimeSpan? LongestHold { get; set; }

    /// <summary>Calls a second in the long run; 0 is no pace. Default 3 for Spotify, else 0.</summary>
    public double? CallsPerSecond { get; set; }

    /// <summary>Calls that may follow each other at once after a pause; default 20. Counts only with a pace.</summary>
    public int? Burst { get; set; }

    /// <summary>How much of the burst bulk calls always leave to others; default 8, at most <see cref="Burst"/> - 1.</summary>
    public int? BulkReserve { get; set; }

    /// <summary>Calls in flight at a time; default 2 for Spotify, else 16.</summary>
    public int? Concurrency { get; set; }

    /// <summary>How many of them may be bulk calls; default 1 for Spotify, else 12.</summary>
    public int? BulkConcurrency { get; set; }
}
