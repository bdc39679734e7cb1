namespace MusicSync.Worker.Mcp;

/// <summary>
/// When an MCP server counts as down. Only calls that it did not answer count, never an error it answered with: a limit, a
/// refusal and a bad argument all prove that it is up.
/// </summary>
internal sealed class McpCircuitOptions
{
    public const string SectionName = "McpCircuit";

    // A server that is up loses practically no call, so a few lost ones among many good ones tell enough. A high share would
    // be reached late or never: Temporal repeats less and less often, while the good calls of before still count.
    /// <summary>Share of unanswered calls from which on a server counts as down; above 0, at most 1, default 0.1.</summary>
    public double FailureRatio { get; set; } = 0.1;

    /// <summary>Fewer calls than this in a period prove nothing; 2 to 1000, default 3.</summary>
    public int MinimumCalls { get; set; } = 3;

    // A lone read is repeated after 1, 2, 4 … s, a lone write after 6, 12, 24 s, and a silent server takes 15 s a try: three
    // tries fall into every minute.
    /// <summary>Over which time calls are counted; 1 s to 10 min, default 1 min.</summary>
    public TimeSpan SamplingPeriod { get; set; } = TimeSpan.FromMinutes(1);

    // A host that was restarted is back within seconds, and one look every five costs nothing.
    /// <summary>How long nothing is sent before the server is asked for its tools, to see; 0.5 s to 10 min, default 5 s.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);
}
