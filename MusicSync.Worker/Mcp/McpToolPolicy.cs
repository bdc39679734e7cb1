namespace MusicSync.Worker.Mcp;

/// <summary>How long one call of a tool may take, and whether repeating it could change anything.</summary>
/// <param name="FirstDeadline">Deadline until the server has answered once; it may be starting, its code not compiled yet.</param>
/// <param name="Deadline">Deadline of every later call.</param>
/// <param name="Writes">Whether a lost answer leaves the outcome unknown.</param>
internal sealed record McpToolPolicy(TimeSpan FirstDeadline, TimeSpan Deadline, bool Writes)
{
    /// <summary>A read: generous, since repeating it is harmless.</summary>
    public static readonly McpToolPolicy Read = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), Writes: false);

    // The host gives a write at most 6 s at Spotify; one second more lets its answer arrive.
    /// <summary>A write: short, so that a lost one is known to be lost soon.</summary>
    public static readonly McpToolPolicy Write = new(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7), Writes: true);
}
