using Microsoft.Extensions.Options;

namespace MusicSync.McpHost.Http;

/// <summary>Stops the start on settings with which the circuit could not work.</summary>
internal sealed class SpotifyCircuitOptionsValidator : IValidateOptions<SpotifyCircuitOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, SpotifyCircuitOptions options)
    {
        string?[] findings =
        [
            options.FailureRatio is > 0 and <= 1 ? null : Finding(nameof(options.FailureRatio), options.FailureRatio, "above 0 and at most 1"),
            options.MinimumCalls is >= 2 and <= 1_000 ? null : Finding(nameof(options.MinimumCalls), options.MinimumCalls, "2 to 1000 calls"),
            Duration(nameof(options.SamplingPeriod), options.SamplingPeriod, TimeSpan.FromSeconds(1)),
            Duration(nameof(options.BreakDuration), options.BreakDuration, TimeSpan.FromSeconds(0.5)),
        ];
        var failures = findings.OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? Duration(string key, TimeSpan value, TimeSpan least) =>
        value >= least && value <= Longest ? null : Finding(key, value, $"between {least} and {Longest}");

    private static string Finding(string key, object value, string range) =>
        FormattableString.Invariant($"SpotifyCircuit:{key} ({value}) must be {range}; set SpotifyCircuit__{key}.");
}
