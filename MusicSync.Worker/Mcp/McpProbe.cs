namespace MusicSync.Worker.Mcp;

/// <summary>How a server answered <c>tools/list</c>.</summary>
/// <param name="At">When that was known.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Failure">Why there was no list; null when there was one.</param>
internal sealed record McpProbe(DateTimeOffset At, TimeSpan Took, McpFailure? Failure)
{
    /// <summary>Whether the server is there, be it that it turns the question away.</summary>
    public bool Answered => Failure is null or { Kind: McpFailureKind.McpRefused };
}
