namespace MusicSync.Worker.Temporal;

/// <summary>
/// Settings <c>Pauses</c>: which wait is for whom. <c>MusicSync:TimeScale</c> multiplies them like every other pause.
/// </summary>
internal sealed class PauseOptions
{
    /// <summary>A rate limit shorter than this is waited out inside the activity, which goes on heartbeating; default 10 s.</summary>
    public TimeSpan InPlace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A rate limit up to this is left to Temporal's retry; a longer one becomes a timer of the sync; default 15 min.</summary>
    public TimeSpan InRetry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Before a timer longer than this a sync writes what it has accepted so far; default 5 min.</summary>
    public TimeSpan WriteFirst { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether all are longer than 0 and none in a retry is shorter than one in place.</summary>
    public bool IsValid => InPlace > TimeSpan.Zero && InRetry >= InPlace && WriteFirst > TimeSpan.Zero;

    public PauseThresholds At(double timeScale) => new(InPlace * timeScale, InRetry * timeScale, WriteFirst * timeScale);
}

/// <summary>The thresholds of <see cref="PauseOptions"/>, scaled.</summary>
internal sealed record PauseThresholds(TimeSpan InPlace, TimeSpan InRetry, TimeSpan WriteFirst);
