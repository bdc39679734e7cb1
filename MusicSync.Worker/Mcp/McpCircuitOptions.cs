using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// When an MCP server counts as down. Only calls that it did not answer count, never an error it answered with: a limit, a
/// refusal and a bad argument all prove that it is up.
/// </summary>
internal sealed class McpCircuitOptions
{
    public const string SectionName = "McpCircuit";

    // A server that is up loses practically no call, so a few lost ones among many good ones tell enough. A high share would
    // be reached late or never: callers repeat less and less often, while the good calls of before still count.
    /// <summary>Share of unanswered calls from which on a server counts as down.</summary>
    [CircuitRange(0.0, 1.0, MinimumIsExclusive = true)]
    public double FailureRatio { get; set; } = 0.1;

    /// <summary>Fewer calls than this in a period prove nothing.</summary>
    [CircuitRange(2, 1_000, Unit = " calls")]
    public int MinimumCalls { get; set; } = 3;

    // A lone read is repeated after 1, 2, 4 … s, a lone write after 6, 12, 24 s, and a silent server takes 15 s a try: three
    // tries fall into every minute.
    /// <summary>Over which time calls are counted.</summary>
    [CircuitRange("00:00:01", "00:10:00")]
    public TimeSpan SamplingPeriod { get; set; } = TimeSpan.FromMinutes(1);

    // A host that was restarted is back within seconds, and one look every five costs nothing.
    /// <summary>How long nothing is sent before the server is asked for its tools, to see.</summary>
    [CircuitRange("00:00:00.5", "00:10:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Stops the start on settings with which a circuit could not work.</summary>
[OptionsValidator]
internal sealed partial class McpCircuitOptionsValidator : IValidateOptions<McpCircuitOptions>;

/// <summary>A range whose message tells the value, the range and the variable to set.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CircuitRangeAttribute : RangeAttribute
{
    public CircuitRangeAttribute(double minimum, double maximum)
        : base(minimum, maximum)
    {
    }

    public CircuitRangeAttribute(int minimum, int maximum)
        : base(minimum, maximum)
    {
    }

    public CircuitRangeAttribute(string minimum, string maximum)
        : base(typeof(TimeSpan), minimum, maximum) => ParseLimitsInInvariantCulture = true;

    /// <summary>What is counted, with a space before it.</summary>
    public string Unit { get; init; } = "";

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        // The base class reads its limits only when it is asked.
        if (IsValid(value))
        {
            return ValidationResult.Success;
        }

        var range = OperandType == typeof(TimeSpan) ? $"between {Minimum} and {Maximum}"
            : MinimumIsExclusive ? FormattableString.Invariant($"above {Minimum} and at most {Maximum}")
            : FormattableString.Invariant($"{Minimum} to {Maximum}{Unit}");
        var key = validationContext.MemberName;
        return new(FormattableString.Invariant(
            $"{McpCircuitOptions.SectionName}:{key} ({value}) must be {range}; set {McpCircuitOptions.SectionName}__{key}."));
    }
}

/// <summary>A circuit's state; the numbers are those of the metric.</summary>
internal enum McpCircuitState
{
    /// <summary>Calls are sent.</summary>
    Closed = 0,

    /// <summary>The break is over; before the next call the server is asked for its tools, to see.</summary>
    HalfOpen = 1,

    /// <summary>Nothing is sent.</summary>
    Open = 2,
}
