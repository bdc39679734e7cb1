using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Writing;

/// <summary>Settings behind <see cref="WriteTiming"/>, <see cref="PauseThresholds"/> and <see cref="WriterOptions"/>:
/// <c>MusicSync:TimeScale</c>, <c>Spotify:SettleTime</c>, <c>Pauses</c> and <c>Writer</c>.</summary>
internal sealed class WriteTimingOptions
{
    [ValidateObjectMembers]
    public ScaleOptions MusicSync { get; init; } = new();

    public SettleOptions Spotify { get; init; } = new();

    public PauseOptions Pauses { get; init; } = new();

    [ValidateObjectMembers]
    public WriterOptions Writer { get; init; } = new();

    public WriteTiming ToTiming() => new(MusicSync.TimeScale, Spotify.SettleTime * MusicSync.TimeScale);

    public PauseThresholds ToThresholds() => Pauses.At(MusicSync.TimeScale);

    internal sealed class ScaleOptions
    {
        /// <summary>Factor for all times that keep writers apart: above 0, at most 10; default 1. Tests shrink them together.</summary>
        [Range(0.0, 10.0, MinimumIsExclusive = true)]
        public double TimeScale { get; init; } = 1;
    }

    internal sealed class SettleOptions
    {
        /// <summary>How long not seeing a write proves nothing; default 35 s, since reads were seen to lag 30 s.</summary>
        public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(35);
    }
}

/// <summary>Settings <c>Writer</c>: how long a run of a playlist's writer is, and how much it takes on.</summary>
internal sealed class WriterOptions
{
    public const int DefaultMaxCarriedTracks = 20_000;

    /// <summary>
    /// Steps (reads and writes) after which a writer, and resolved names after which the workflow of a name, goes on in a new
    /// run; default: when Temporal suggests it, after some thousand events. Tests make it a few.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int? ContinueAsNewAfterSteps { get; init; }

    /// <summary>
    /// Rows that a writer may carry at a time, over all tickets; default 20,000, which is about 1.0 MB of the 2 MB that
    /// a run can hand to the next one. A sync that finds no room waits; one ticket is always taken.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MaxCarriedTracks { get; init; } = DefaultMaxCarriedTracks;
}

[OptionsValidator]
internal sealed partial class WriteTimingOptionsValidator : IValidateOptions<WriteTimingOptions>;
