using MusicSync.Worker.Mcp;

namespace MusicSync.Worker.Playlists;

/// <summary>Settings behind <see cref="WriteTiming"/> and <see cref="PauseLadder"/>: <c>MusicSync:TimeScale</c>,
/// <c>Spotify:SettleTime</c> and <c>Pauses</c>.</summary>
internal sealed class WriteTimingOptions
{
    public ScaleOptions MusicSync { get; init; } = new();

    public SettleOptions Spotify { get; init; } = new();

    public PauseOptions Pauses { get; init; } = new();

    public WriteTiming ToTiming() => new(MusicSync.TimeScale, Spotify.SettleTime * MusicSync.TimeScale);

    public PauseLadder ToLadder() => Pauses.At(MusicSync.TimeScale);

    internal sealed class ScaleOptions
    {
        /// <summary>Factor for all times that keep writers apart: above 0, at most 10; default 1. Tests shrink them together.</summary>
        public double TimeScale { get; init; } = 1;
    }

    internal sealed class SettleOptions
    {
        /// <summary>How long not seeing a write proves nothing; default 35 s, since reads were seen to lag 30 s.</summary>
        public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(35);
    }
}
