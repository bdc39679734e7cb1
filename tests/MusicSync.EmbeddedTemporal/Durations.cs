using Google.Protobuf.WellKnownTypes;

namespace MusicSync.EmbeddedTemporal;

/// <summary>Durations of the API, where absent and zero mean the same: no limit.</summary>
internal static class Durations
{
    public static readonly Duration None = Duration.FromTimeSpan(TimeSpan.Zero);

    public static TimeSpan? Positive(Duration? duration) =>
        duration?.ToTimeSpan() is { } span && span > TimeSpan.Zero ? span : null;

    /// <summary>The duration, or the other one when it is absent or zero.</summary>
    public static Duration Or(this Duration? duration, Duration other) => Positive(duration) is null ? other : duration!;

    /// <summary>The shorter of the two; an absent or zero limit caps nothing.</summary>
    public static Duration CappedBy(this Duration duration, Duration limit) =>
        Positive(limit) is { } most && duration.ToTimeSpan() > most ? limit : duration;
}
