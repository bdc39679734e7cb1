using Microsoft.Extensions.Options;
using MusicSync.ServiceDefaults;

namespace MusicSync.Worker.Mcp;

/// <summary>
/// When an MCP server counts as down. Only calls that it did not answer count, never an error it answered with: a limit, a
/// refusal and a bad argument all prove that it is up.
/// </summary>
internal sealed record McpCircuitOptions : CircuitOptions
{
    public const string SectionName = "McpCircuit";

    public McpCircuitOptions()
    {
        // A server that is up loses practically no call, so a few lost ones among many good ones tell enough. A high share
        // would be reached late or never: callers repeat less and less often, while the good calls of before still count.
        FailureRatio = 0.1;
        MinimumCalls = 3;
        // A lone read is repeated after 1, 2, 4 … s, a lone write after 6, 12, 24 s, and a silent server takes 15 s a try:
        // three tries fall into every minute.
        SamplingPeriod = TimeSpan.FromMinutes(1);
        // A host that was restarted is back within seconds, and one look every five costs nothing.
        BreakDuration = TimeSpan.FromSeconds(5);
    }
}

/// <summary>Stops the start on settings with which a circuit could not work.</summary>
[OptionsValidator]
internal sealed partial class McpCircuitOptionsValidator : IValidateOptions<McpCircuitOptions>;

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
