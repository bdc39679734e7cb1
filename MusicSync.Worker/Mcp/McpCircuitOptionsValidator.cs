using Microsoft.Extensions.Options;

namespace MusicSync.Worker.Mcp;

/// <summary>Stops the start on settings with which a circuit could not work.</summary>
internal sealed class McpCircuitOptionsValidator : IValidateOptions<McpCircuitOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, McpCircuitOptions options)
    {
        string?[] findings =
        [
            options.FailureRatio is > 0 and <= 1
                ? null
                : Finding(nameof(options.FailureRatio), options.FailureRatio, "above 0 and at most 1"),
            options.MinimumCalls is >= 2 and <= 1_000
                ? null
                : Finding(nameof(options.MinimumCalls), options.MinimumCalls, "2 to 1000 calls"),
            Duration(nameof(options.SamplingPeriod), options.SamplingPeriod, TimeSpan.FromSeconds(1)),
            Duration(nameof(options.BreakDuration), options.BreakDuration, TimeSpan.FromSeconds(0.5)),
        ];
        var failures = findings.OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? Duration(string key, TimeSpan value, TimeSpan least) =>
        value >= least && value <= Longest ? null : Finding(key, value, $"between {least} and {Longest}");

    private static string Finding(string key, object value, string range) =>
        FormattableString.Invariant($"McpCircuit:{key} ({value}) must be {range}; set McpCircuit__{key}.");
}
