namespace MusicSync.Worker.Mcp;

/// <summary>A tool call did not succeed. Activities may act on the kind; what they let through becomes a Temporal failure.</summary>
internal sealed class McpCallException(McpFailure failure, Exception? cause)
    : Exception(failure.Message, cause)
{
    public McpFailure Failure { get; } = failure;
}

/// <summary>What is known about a failed call.</summary>
/// <param name="Kind">One of <see cref="McpFailureKind"/>.</param>
/// <param name="Message">What happened and what to do, for people; free of secrets.</param>
/// <param name="RetryAfter">How long Spotify asked to wait, if it did.</param>
/// <param name="RequiredScope">The permission that is missing, for <see cref="McpFailureKind.InsufficientScope"/>.</param>
/// <param name="OutcomeUnknown">Whether a write may have taken effect all the same.</param>
internal sealed record McpFailure(
    string Kind,
    string Message,
    TimeSpan? RetryAfter = null,
    string? RequiredScope = null,
    bool OutcomeUnknown = false)
{
    /// <summary>Whether a tool answered, if only with an error; otherwise none saw the call, or its answer never came.</summary>
    public bool Answered => Kind
        is not (McpFailureKind.McpUnavailable or McpFailureKind.McpRefused or McpFailureKind.OutcomeUnknown or McpFailureKind.CircuitOpen);
}
