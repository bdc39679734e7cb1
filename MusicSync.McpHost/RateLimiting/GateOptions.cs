using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;

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

/// <summary>The limits in force: what was set, completed with the defaults for whoever is called. Pure.</summary>
internal sealed record GateLimits(
    TimeSpan LongestHold, double CallsPerSecond, int Burst, int BulkReserve, int Concurrency, int BulkConcurrency)
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
            options.LongestHold ?? (spotify.WriteTimeout / 2 < DefaultHold ? spotify.WriteTimeout / 2 : DefaultHold),
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
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);
    private const double FastestPace = 1_000;
    private const int MostCalls = 1_000;

    public ValidateOptionsResult Validate(string? name, GateOptions options)
    {
        var limits = GateLimits.Of(options, spotify.Value);
        string?[] findings =
        [
            Hold(limits.LongestHold),
            Range(nameof(options.CallsPerSecond), limits.CallsPerSecond, 0, FastestPace, "calls a second"),
            Range(nameof(options.Burst), limits.Burst, 1, MostCalls, "calls"),
            Range(nameof(options.BulkReserve), limits.BulkReserve, 0, limits.Burst - 1, "calls, less than Gate:Burst"),
            Range(nameof(options.Concurrency), limits.Concurrency, 1, MostCalls, "calls"),
            Range(nameof(options.BulkConcurrency), limits.BulkConcurrency, 1, limits.Concurrency, "calls, not above Gate:Concurrency"),
        ];
        var failures = findings.OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // The hold counts towards the time a call may take, and a write has the least of it.
    private string? Hold(TimeSpan hold) =>
        hold < TimeSpan.Zero || hold > LongestHold
            ? $"Gate:LongestHold ({hold}) must be between {TimeSpan.Zero} and {LongestHold}; set Gate__LongestHold, for example 00:00:02."
        : hold >= spotify.Value.WriteTimeout
            ? $"Gate:LongestHold ({hold}) must be shorter than Spotify:WriteTimeout ({spotify.Value.WriteTimeout}); lower Gate__LongestHold."
        : null;

    private static string? Range(string key, double value, double least, double most, string unit) =>
        value >= least && value <= most
            ? null
            : FormattableString.Invariant($"Gate:{key} ({value}) must be {least} to {most} {unit}; set Gate__{key}.");
}
