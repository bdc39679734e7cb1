namespace MusicSync.Worker.Mcp.Circuit;

/// <summary>
/// When an MCP server counts as down. Only calls that it did not answer count, never an error it answered with: a limit, a
/// refusal and a bad argument all prove that it is up.
/// </summary>
internal sealed class McpCircuitOptions
{
    public const string SectionName = "McpCircuit";

    /// <summary>Share of unanswered calls from which on a server counts as down; above 0, at most 1, default 0.5.</summary>
    public double FailureRatio { get; set; } = 0.5;

    // Temporal repeats a lone activity after 1, 2, 4 … s, a write after 6, 12, 24 s: three tries fall into every 30 s.
    /// <summary>Fewer calls than this in a period prove nothing; 2 to 1000, default 3.</summary>
    public int MinimumCalls { get; set; } = 3;

    /// <summary>Over which time calls are counted; 1 s to 10 min, default 30 s.</summary>
    public TimeSpan SamplingPeriod { get; set; } = TimeSpan.FromSeconds(30);

    // A host that was restarted is back within seconds, and one call every five costs nothing.
    /// <summary>How long nothing is sent before one call is let through to see; 0.5 s to 10 min, default 5 s.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);
}
