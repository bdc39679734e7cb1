namespace MusicSync.Worker.Mcp;

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
