namespace MusicSync.EmbeddedTemporal.Time;

/// <summary>
/// Real time plus what was skipped, for the server and for everything that shares its time. Timers of others end when the
/// clock passes their moment, skipped or not.
/// </summary>
internal sealed class SkippingClock(TimeProvider real) : TimeProvider
{
    private long _skipped;
    private Gate? _gate;

    public TimeProvider Real => real;

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override long TimestampFrequency => real.TimestampFrequency;

    public DateTime Now => GetUtcNow().UtcDateTime;

    private TimeSpan Skipped => TimeSpan.FromTicks(Interlocked.Read(ref _skipped));

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Skipped;

    public override long GetTimestamp() =>
        real.GetTimestamp() + (long)(Skipped.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var gate = _gate ?? throw new InvalidOperationException("The clock belongs to no server yet.");
        return new SharedTimer(gate, callback, state, dueTime, period);
    }

    public void Serve(Gate gate) => _gate = gate;

    public void SkipTo(DateTime moment)
    {
        var ahead = moment - Now;
        if (ahead > TimeSpan.Zero)
        {
            Interlocked.Add(ref _skipped, ahead.Ticks);
        }
    }
}
