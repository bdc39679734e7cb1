using MusicSync.Worker.Syncs;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Agents;

/// <summary>The status document of an agent.</summary>
/// <param name="Id">The agent's id.</param>
/// <param name="State">Where it stands; the last three states are final.</param>
/// <param name="Goal">What somebody wants.</param>
/// <param name="Model">The configured model that it asks.</param>
/// <param name="Step">Questions that the model has answered.</param>
/// <param name="Calls">Calls of tools that it asked for.</param>
/// <param name="Tokens">Tokens so far, as the model tells them.</param>
/// <param name="Limits">How far it may go.</param>
/// <param name="Waiting">What it waits for, or null.</param>
/// <param name="Approvals">Calls that wait until somebody approves them.</param>
/// <param name="Syncs">Syncs that it started, oldest first: each is at <c>/syncs/{id}</c>.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended, or null.</param>
/// <param name="Answer">What the model said at the end.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record AgentStatus(
    string Id,
    AgentState State,
    string Goal,
    string Model,
    int Step,
    int Calls,
    long Tokens,
    AgentLimits Limits,
    SyncWaiting? Waiting,
    IReadOnlyList<Approval> Approvals,
    IReadOnlyList<string> Syncs,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt = null,
    string? Answer = null,
    SyncError? Error = null);

/// <summary>States of an agent.</summary>
public enum AgentState
{
    /// <summary>The model is asked.</summary>
    Thinking,

    /// <summary>Tools are called.</summary>
    Acting,

    /// <summary>Calls wait until somebody approves them.</summary>
    Approval,

    /// <summary>Paused; <see cref="AgentStatus.Waiting"/> says for what.</summary>
    Waiting,

    /// <summary>The model has answered.</summary>
    Completed,

    /// <summary>Given up; <see cref="AgentStatus.Error"/> says why.</summary>
    Failed,

    /// <summary>Stopped on request; what was done stays.</summary>
    Cancelled,
}

/// <summary>The result of an agent, readable without a worker.</summary>
/// <param name="Status">The final status.</param>
/// <param name="Turns">The transcript.</param>
public sealed record AgentResult(AgentStatus Status, IReadOnlyList<AgentTurn> Turns);

/// <summary>What the list of agents shows without asking each workflow.</summary>
internal static class AgentMemo
{
    /// <summary>SHA-256 of the request, to tell a repeated request from another one with the same id.</summary>
    public const string ContentHash = "contentHash";

    /// <summary>The first 200 characters of the goal.</summary>
    public const string Goal = "goal";

    /// <summary>The final state; absent while running.</summary>
    public const string State = "state";

    private const int MaxGoal = 200;

    public static IReadOnlyDictionary<string, object> OfStarted(AgentRequest request, string contentHash) => new Dictionary<string, object>
    {
        [ContentHash] = contentHash,
        [Goal] = Excerpt(request.Goal),
    };

    private static string Excerpt(string text) =>
        text.Length <= MaxGoal ? text : text[..(char.IsHighSurrogate(text[MaxGoal - 1]) ? MaxGoal - 1 : MaxGoal)];
}

/// <summary>Says in the status why an agent failed. Pure.</summary>
internal static class AgentErrors
{
    private const string Title = "The agent failed";

    public static SyncError From(FailureException failure) => (failure as ActivityFailureException)?.InnerException switch
    {
        TimeoutFailureException timeout => new(Title, "The model did not answer before the agent's time was over.", $"{timeout.TimeoutType}Timeout"),
        ApplicationFailureException inner => new(Title, inner.Message, inner.ErrorType ?? nameof(ApplicationFailureException)),
        { } inner => new(Title, inner.Message, inner.GetType().Name),
        null => new(Title, failure.Message, (failure as ApplicationFailureException)?.ErrorType ?? failure.GetType().Name),
    };
}
