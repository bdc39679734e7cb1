using System.Text.Encodings.Web;
using System.Text.Json;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api.Agents;

namespace MusicSync.Worker.Pages.Views;

/// <summary>The page of an agent.</summary>
/// <param name="Id">The agent.</param>
/// <param name="Headline">How it stands, in a sentence.</param>
/// <param name="Lines">What was said and done.</param>
/// <param name="Approvals">Calls that wait for a decision.</param>
/// <param name="Syncs">Ids of the syncs that it started.</param>
/// <param name="Actions">What can be done about it: parked, running.</param>
public sealed record AgentView(
    string Id, string Headline, IReadOnlyList<AgentLine> Lines, IReadOnlyList<ApprovalLine> Approvals, IReadOnlyList<string> Syncs, AgentActions Actions)
{
    internal const string Approve = "approve";
    internal const string Refuse = "refuse";

    /// <summary>Whether there is soon more to see, and nothing to read in peace.</summary>
    internal bool IsMoving => Actions.CanCancel && Approvals.Count == 0;

    internal static AgentView Of(AgentStatus status, IEnumerable<TranscriptTurn> turns) => new(
        status.Id,
        Words(status),
        [.. turns.SelectMany(AgentLine.Of)],
        [.. status.Approvals.Select(asked => new ApprovalLine(asked.CallId, asked.Fingerprint, asked.Tool, AgentLine.Pretty(asked.Arguments)))],
        status.Syncs,
        new AgentActions(CanResume: status.Waiting is { Until: null } && status.FinishedAt is null, CanCancel: status.FinishedAt is null));

    private static string Words(AgentStatus status) => status switch
    {
        { State: AgentState.Completed } => $"Done, after {Counted.Of(status.Step, "step", "steps")}.",
        { State: AgentState.Cancelled } => "Stopped. What was done stays.",
        { State: AgentState.Failed } => status.Error?.Detail ?? "It could not be done.",
        { Waiting: { } waiting } => waiting.Message,
        { State: AgentState.Approval } => "It asks you before it changes anything.",
        { State: AgentState.Acting } => "It is at work.",
        _ => "It thinks.",
    };
}

/// <summary>What can be done about an agent.</summary>
/// <param name="CanResume">It waits for somebody.</param>
/// <param name="CanCancel">It has not ended.</param>
public sealed record AgentActions(bool CanResume, bool CanCancel);

/// <summary>A call that waits for a decision.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Fingerprint">What is decided is what is shown.</param>
/// <param name="Tool">Its tool.</param>
/// <param name="Arguments">Exactly what it will be called with.</param>
public sealed record ApprovalLine(string CallId, string Fingerprint, string Tool, string Arguments);

/// <summary>A line of the transcript.</summary>
/// <param name="Who">Who says it.</param>
/// <param name="Text">What is said.</param>
/// <param name="Details">Arguments or an answer, to open; or null.</param>
public sealed record AgentLine(string Who, string Text, string? Details = null)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Pretty(JsonElement json) => JsonSerializer.Serialize(json, Indented);

    internal static IEnumerable<AgentLine> Of(TranscriptTurn turn)
    {
        if (turn.Text is { Length: > 0 } text)
        {
            yield return new AgentLine(turn.Role switch { AgentRole.User => "You", AgentRole.Note => "Note", _ => "Agent" }, text);
        }

        foreach (var call in turn.Calls ?? [])
        {
            yield return new AgentLine("Agent", $"calls {call.Tool}", Pretty(call.Arguments));
        }

        foreach (var outcome in turn.Outcomes ?? [])
        {
            yield return new AgentLine("Tool", outcome.IsError ? "refuses" : "answers", outcome.Text);
        }
    }
}
