namespace MusicSync.McpHost.RateLimiting;

/// <summary>Who waits for the answer.</summary>
internal enum CallPriority
{
    /// <summary>Somebody is watching; also what a client means that says nothing.</summary>
    Interactive,

    /// <summary>One of many calls of an import, which must leave room for the others.</summary>
    Bulk,
}

/// <summary>The priority of the tool call that runs; it flows from the tool filter to the gate, past all that lies between.</summary>
internal static class CurrentPriority
{
    private static readonly AsyncLocal<CallPriority> Flowing = new();

    public static CallPriority Value
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }
}
