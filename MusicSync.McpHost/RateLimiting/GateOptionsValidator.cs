using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.RateLimiting;

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
