namespace MusicSync.ServiceDefaults;

/// <summary>
/// When whoever is called counts as down, and for how long nothing is sent then. A program derives its own record, which
/// names the section (<c>SectionName</c>) and sets the defaults.
/// </summary>
public abstract record CircuitOptions
{
    /// <summary>Share of failed calls from which on it counts as down; above 0, at most 1.</summary>
    [SettingRange(0.0, 1.0, MinimumIsExclusive = true)]
    public double FailureRatio { get; set; }

    /// <summary>Fewer calls than this in a period prove nothing; 2 to 1000.</summary>
    [SettingRange(2, 1_000, Unit = "calls")]
    public int MinimumCalls { get; set; }

    /// <summary>Over which time calls are counted; 1 s to 10 min.</summary>
    [SettingRange(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SamplingPeriod { get; set; }

    /// <summary>How long nothing is sent before one call shows whether it is up again; 0.5 s to 10 min.</summary>
    [SettingRange(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan BreakDuration { get; set; }
}
