using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;
using MusicSync.ServiceDefaults;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>How hard Spotify may be called. What is left out depends on who is called: Spotify, or anything else (a simulator).</summary>
internal sealed class GateOptions
{
    public const string SectionName = "Gate";

    /// <summary>
    /// Longest time a call is held before it is refused with a wait; 0 s to 10 s and shorter than a write may take.
    /// Default 2 s, or half of what a write may take when that is less.
    /// </summary>
    [ConfigurationKeyName("LongestHold")]
    [SettingRange(typeof(TimeSpan), "00:00:00", "00:00:10", Example = "00:00:02")]
    public TimeSpan? MaxHold { get; set; }

    /// <summary>Calls a second in the long run, at most 1000; 0 is no pace. Default 3 for Spotify, else 0.</summary>
    [SettingRange(0.0, 1_000.0, Unit = "calls a second")]
    public double? CallsPerSecond { get; set; }

    /// <summary>Calls that may follow each other at once after a pause, 1 to 1000; default 20. Counts only with a pace.</summary>
    [SettingRange(1, 1_000, Unit = "calls")]
    public int? Burst { get; set; }

    /// <summary>How much of the burst bulk calls always leave to others; default 8, at most <see cref="Burst"/> - 1.</summary>
    public int? BulkReserve { get; set; }

    /// <summary>Calls in flight at a time, 1 to 1000; default 2 for Spotify, else 16.</summary>
    [SettingRange(1, 1_000, Unit = "calls")]
    public int? Concurrency { get; set; }

    /// <summary>How many of them may be bulk calls; default 1 for Spotify, else 12.</summary>
    public int? BulkConcurrency { get; set; }
}

/// <summary>The limits in force: what was set, completed with the defaults for whoever is called. Pure.</summary>
internal sealed record GateLimits(
    TimeSpan MaxHold, double CallsPerSecond, int Burst, int BulkReserve, int Concurrency, int BulkConcurrency)
{
    private const string SpotifyDomain = ".spotify.com";
    private static readonly TimeSpan DefaultHold = TimeSpan.FromSeconds(2);

    public bool IsPaced => CallsPerSecond > 0;

    public static GateLimits Of(GateOptions options, SpotifyOptions spotify)
    {
        var api = spotify.ApiUrl;
        var isSpotify = api.IsAbsoluteUri && api.Host.EndsWith(SpotifyDomain, StringComparison.OrdinalIgnoreCase);
        var defaults = isSpotify
            ? (CallsPerSecond: 3.0, Concurrency: 2, BulkConcurrency: 1)
            : (CallsPerSecond: 0.0, Concurrency: 16, BulkConcurrency: 12);
        return new GateLimits(
            options.MaxHold ?? (spotify.WriteTimeout / 2 < DefaultHold ? spotify.WriteTimeout / 2 : DefaultHold),
            options.CallsPerSecond ?? defaults.CallsPerSecond,
            options.Burst ?? 20,
            options.BulkReserve ?? 8,
            options.Concurrency ?? defaults.Concurrency,
            options.BulkConcurrency ?? defaults.BulkConcurrency);
    }
}

/// <summary>Stops the start on limits that cannot work, alone or together.</summary>
internal sealed class GateOptionsValidator(IOptions<SpotifyOptions> spotify) : IValidateOptions<GateOptions>
{
    private readonly GateOptionsRanges _ranges = new();

    public ValidateOptionsResult Validate(string? name, GateOptions options)
    {
        var limits = GateLimits.Of(options, spotify.Value);
        var findings = new ValidateOptionsResultBuilder();
        findings.AddResult(_ranges.Validate(name, options));
        if (limits.MaxHold >= spotify.Value.WriteTimeout)
        {
            // The hold counts towards the time a call may take, and a write has the least of it.
            findings.AddError(
                $"Gate:LongestHold ({limits.MaxHold}) must be shorter than Spotify:WriteTimeout ({spotify.Value.WriteTimeout}); lower Gate__LongestHold.");
        }

        CheckRange(findings, nameof(options.BulkReserve), limits.BulkReserve, 0, limits.Burst - 1, "calls, less than Gate:Burst");
        CheckRange(findings, nameof(options.BulkConcurrency), limits.BulkConcurrency, 1, limits.Concurrency, "calls, not above Gate:Concurrency");
        return findings.Build();
    }

    private static void CheckRange(ValidateOptionsResultBuilder findings, string key, int value, int min, int max, string unit)
    {
        if (value < min || value > max)
        {
            findings.AddError(FormattableString.Invariant($"Gate:{key} ({value}) must be {min} to {max} {unit}; set Gate__{key}."));
        }
    }
}

[OptionsValidator]
internal sealed partial class GateOptionsRanges : IValidateOptions<GateOptions>;
