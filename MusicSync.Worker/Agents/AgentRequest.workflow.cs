using System.Text.Json;
using MusicSync.Worker.Sessions;

namespace MusicSync.Worker.Agents;

/// <summary>Input of <see cref="AgentWorkflow"/>.</summary>
/// <param name="Id">The agent's id; the workflow's id is <c>agent/{id}</c>.</param>
/// <param name="Goal">What somebody wants, in their own words.</param>
/// <param name="Model">Name of a configured model; where it is and its key are configuration of the worker.</param>
/// <param name="Limits">How far it may go.</param>
/// <param name="Approvals">Which calls somebody has to approve.</param>
/// <param name="TimeScale">Factor for heartbeat timeouts; 1 in production.</param>
/// <param name="LongWait">As in <see cref="Syncs.SyncRequest"/>, for the syncs that it starts.</param>
/// <param name="MaxEvents">Events of a history after which the next step begins a new run; null for when Temporal suggests it.</param>
/// <param name="Carried">What the run before knew; null in the first one.</param>
public sealed record AgentRequest(
    string Id,
    string Goal,
    string Model,
    AgentLimits Limits,
    ApprovalRule Approvals = ApprovalRule.Writes,
    double TimeScale = 1,
    TimeSpan? LongWait = null,
    int? MaxEvents = null,
    AgentCarried? Carried = null);

/// <summary>How far an agent may go; at a limit it answers with what it has.</summary>
/// <param name="Steps">Questions to the model.</param>
/// <param name="Calls">Calls of tools.</param>
/// <param name="Tokens">Tokens of all questions and answers together, as far as the model tells them.</param>
/// <param name="Hours">Time since it was accepted, waits included.</param>
public sealed record AgentLimits(int Steps = 20, int Calls = 60, long Tokens = 500_000, int Hours = 72);

/// <summary>Which calls wait until somebody has approved them.</summary>
public enum ApprovalRule
{
    /// <summary>
    /// Those that change something: a playlist, or what is behind a stateful server whose tool does not say that it only reads
    /// or is harmless to repeat. The default.
    /// </summary>
    Writes,

    /// <summary>Every call.</summary>
    All,

    /// <summary>None.</summary>
    None,
}

/// <summary>What an agent hands on when it continues as new, between two steps, when nothing of it is in flight.</summary>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="Tools">The tools as they were when it began.</param>
/// <param name="Turns">The transcript.</param>
/// <param name="Inbox">Messages that the model has not seen yet.</param>
/// <param name="Counts">How far it has gone.</param>
/// <param name="Approvals">The newest decisions, so that one sent again gets the same answer.</param>
/// <param name="Syncs">Ids of the syncs that it started.</param>
/// <param name="Sessions">Its sessions, by the name of their stateful server; null for none.</param>
public sealed record AgentCarried(
    DateTimeOffset StartedAt,
    IReadOnlyList<AgentTool> Tools,
    IReadOnlyList<AgentTurn> Turns,
    IReadOnlyList<AgentTurn> Inbox,
    AgentCounts Counts,
    IReadOnlyList<Approval> Approvals,
    IReadOnlyList<string> Syncs,
    IReadOnlyDictionary<string, SessionState>? Sessions = null);

/// <summary>How far an agent has gone.</summary>
/// <param name="Steps">Questions that the model has answered.</param>
/// <param name="Calls">Calls that it asked for.</param>
/// <param name="Tokens">Tokens that it told.</param>
/// <param name="Astray">Steps in a row in which no call could be made as it was asked for.</param>
public sealed record AgentCounts(int Steps = 0, int Calls = 0, long Tokens = 0, int Astray = 0);

/// <summary>Result of <c>agent.tools</c>.</summary>
/// <param name="Tools">The tools that servers offer.</param>
/// <param name="Silent">Names of servers that did not answer, so that their tools are missing; null for none.</param>
public sealed record AgentToolList(IReadOnlyList<AgentTool> Tools, IReadOnlyList<string>? Silent = null);

/// <summary>A tool as the model is told of it; the description and schema of when the agent began.</summary>
/// <param name="Name">What the model calls it.</param>
/// <param name="Server">The MCP server that offers it; null for one of the worker's own.</param>
/// <param name="Description">What it does, written for a model.</param>
/// <param name="Schema">JSON schema of its arguments.</param>
/// <param name="Writes">Whether it changes something, so that somebody may have to approve it.</param>
/// <param name="Session">How it is called in a session; null for a tool of a server without.</param>
public sealed record AgentTool(
    string Name, string? Server, string Description, JsonElement Schema, bool Writes = false, SessionTool? Session = null);
