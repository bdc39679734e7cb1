namespace MusicSync.Worker.Mcp.Circuit;

/// <summary>A circuit's state; the numbers are those of the metric.</summary>
internal enum McpCircuitState
{
    /// <summary>Calls are sent.</summary>
    Closed = 0,

    /// <summary>The break is over; the next call shows whether the server answers again.</summary>
    HalfOpen = 1,

    /// <summary>Nothing is sent.</summary>
    Open = 2,
}
