namespace MusicSync.Worker.Playlists.Writing;

/// <summary>
/// The times that keep two writers apart. They hang together, so one factor scales them all (tests use 0.2).
/// </summary>
/// <param name="Scale">Factor; 1 in production.</param>
/// <param name="SettleTime">
/// How long a read may lag behind a write, and so how long not seeing a write proves nothing; already scaled.
/// </param>
internal sealed record WriteTiming(double Scale, TimeSpan SettleTime)
{
    /// <summary>Within this time from sending a lease's heartbeat Temporal starts no other attempt.</summary>
    public TimeSpan HeartbeatTimeout => HeartbeatTimeoutAt(Scale);

    /// <summary>A write may be sent up to this long after the lease was taken; the rest of the lease covers its way to Spotify.</summary>
    public TimeSpan SendWithin => TimeSpan.FromSeconds(7) * Scale;

    /// <summary>Longest time the host works on a write once it has sent it.</summary>
    public TimeSpan HostWriteTimeout => TimeSpan.FromSeconds(6) * Scale;

    /// <summary>Pause between two looks for a write that may have happened.</summary>
    public TimeSpan SettlePoll => TimeSpan.FromSeconds(2) * Scale;

    /// <summary>Longest time until a write whose answer was lost has turned up or never will.</summary>
    public TimeSpan MaxDoubt => SendWithin + HostWriteTimeout + SettleTime;

    public static TimeSpan HeartbeatTimeoutAt(double scale) => TimeSpan.FromSeconds(10) * scale;

    /// <summary>Longer than a worker's own local time-out (5 s), so a healthy old attempt has stopped by then.</summary>
    public static TimeSpan FirstRetryAt(double scale) => TimeSpan.FromSeconds(6) * scale;
}
