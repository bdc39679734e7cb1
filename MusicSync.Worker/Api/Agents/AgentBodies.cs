using MusicSync.Worker.Agents;

namespace MusicSync.Worker.Api.Agents;

/// <summary>Body that starts an agent.</summary>
/// <param name="Goal">What somebody wants, in their own words, at most 32 KB.</param>
/// <param name="Model">Name of a configured model; left out where there is one, or one named <c>default</c>.</param>
/// <param name="Limits">How far it may go.</param>
/// <param name="Approvals">Which calls somebody has to approve; <c>writes</c> when absent.</param>
/// <param name="Id">Chosen by the caller, 1 to 40 of <c>A-Z a-z 0-9 . _ -</c>; the same request with the same id is one agent.</param>
internal sealed record AgentBody(
    string? Goal = null, string? Model = null, AgentLimitsBody? Limits = null, ApprovalRule? Approvals = null, string? Id = null);

/// <summary>How far an agent may go; what is left out is as usual.</summary>
/// <param name="Steps">Questions to the model, 1 to 100; 20.</param>
/// <param name="Calls">Calls of tools, 1 to 500; 60.</param>
/// <param name="Tokens">Tokens, from 1,000; 500,000.</param>
/// <param name="Hours">Hours, waits included, 1 to 720; 72.</param>
internal sealed record AgentLimitsBody(int? Steps = null, int? Calls = null, long? Tokens = null, int? Hours = null)
{
    private static readonly AgentLimits Usual = new();

    /// <exception cref="ProblemException">A number is out of its range.</exception>
    public AgentLimits ToLimits() => new(
        (int)In("limits.steps", Steps ?? Usual.Steps, 1, 100),
        (int)In("limits.calls", Calls ?? Usual.Calls, 1, 500),
        In("limits.tokens", Tokens ?? Usual.Tokens, 1_000, 100_000_000),
        (int)In("limits.hours", Hours ?? Usual.Hours, 1, 720));

    private static long In(string name, long value, long min, long max) => value >= min && value <= max
        ? value
        : throw ProblemException.Unprocessable($"{name} is {value}; it must be from {min} to {max}.");
}

/// <summary>Body of a decision about a call.</summary>
/// <param name="CallId">The call, as the status shows it.</param>
/// <param name="Fingerprint">Its fingerprint, as the status shows it: what was shown is what is decided.</param>
/// <param name="Approved">Whether it may be made.</param>
/// <param name="Reason">Why; the model is told. At most 1,000 characters.</param>
internal sealed record DecisionBody(string? CallId = null, string? Fingerprint = null, bool? Approved = null, string? Reason = null)
{
    private const int MaxReason = 1_000;

    /// <exception cref="ProblemException">Something is missing.</exception>
    public Decision ToDecision() => this is { CallId: { } call, Fingerprint: { } fingerprint, Approved: { } approved }
        ? Reason is not { Length: > MaxReason }
            ? new Decision(call, fingerprint, approved, Reason)
            : throw ProblemException.Unprocessable($"reason has {Reason!.Length} characters; at most {MaxReason} are allowed.")
        : throw ProblemException.Unprocessable("Send callId and fingerprint as GET /agents/{id} shows them, and approved: true or false.");
}

/// <summary>Body of a message to a running agent.</summary>
/// <param name="Text">What is said, at most 16 KB.</param>
internal sealed record MessageBody(string? Text = null);

/// <summary>The transcript document of an agent.</summary>
/// <param name="Id">The agent's id.</param>
/// <param name="Turns">What was said and done, oldest first.</param>
internal sealed record TranscriptDocument(string Id, IReadOnlyList<TranscriptTurn> Turns)
{
    public static TranscriptDocument Of(string id, IEnumerable<AgentTurn> turns) => new(id, [.. turns.Select(TranscriptTurn.Of)]);
}

/// <summary>A turn as people and programs read it: without what only the model's own client understands.</summary>
/// <param name="Role">Who it is from: <c>user</c>, <c>assistant</c>, <c>tool</c>, or <c>note</c> for what the model does not see.</param>
/// <param name="At">When.</param>
/// <param name="Text">What was said.</param>
/// <param name="Calls">Calls that the model asked for.</param>
/// <param name="Outcomes">What became of them.</param>
internal sealed record TranscriptTurn(
    AgentRole Role, DateTimeOffset At, string? Text, IReadOnlyList<TranscriptCall>? Calls, IReadOnlyList<ToolOutcome>? Outcomes)
{
    public static TranscriptTurn Of(AgentTurn turn) => new(
        turn.Role,
        turn.At,
        turn.Text,
        turn.Calls is { } calls ? [.. calls.Select(call => new TranscriptCall(call.Id, call.Tool, call.Arguments))] : null,
        turn.Outcomes);
}

/// <summary>A call as it was asked for.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="Tool">The tool's name.</param>
/// <param name="Arguments">A JSON object.</param>
internal sealed record TranscriptCall(string Id, string Tool, System.Text.Json.JsonElement Arguments);

/// <summary>A page of recent agents.</summary>
/// <param name="Agents">Newest first.</param>
/// <param name="NextToken">For the next page, or null.</param>
internal sealed record AgentPage(IReadOnlyList<AgentSummary> Agents, string? NextToken);

/// <summary>One line of the list.</summary>
/// <param name="Id">The agent's id.</param>
/// <param name="State"><c>running</c>, or its final state.</param>
/// <param name="Goal">The beginning of the goal.</param>
/// <param name="StartedAt">When its newest run began.</param>
/// <param name="FinishedAt">When it ended, or null.</param>
internal sealed record AgentSummary(string Id, string State, string? Goal, DateTime StartedAt, DateTime? FinishedAt);
