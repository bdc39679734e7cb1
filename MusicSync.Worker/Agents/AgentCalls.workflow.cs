using System.Text;
using System.Text.Json;
using MusicSync.Worker.Agents.Tools;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace MusicSync.Worker.Agents;

/// <summary>
/// Makes the calls of one step: those that cannot be made are answered at once, those that need it are approved, all before the
/// first is made. Each call has exactly one outcome, in the model's order.
/// </summary>
internal sealed class AgentCalls(AgentRequest request, AgentProgress progress, AgentPause pause, SyncSongs songs, AgentSessions sessions)
{
    /// <summary>Most bytes of a call's arguments: a list of some hundred songs.</summary>
    public const int MaxArgumentBytes = 64 * 1024;

    public async Task<(IReadOnlyList<ToolOutcome> Outcomes, bool IsAstray)> MakeAsync(IReadOnlyList<ToolCall> calls)
    {
        var outcomes = new Dictionary<string, ToolOutcome>(StringComparer.Ordinal);
        var left = progress.CallsLeft;
        foreach (var (index, call) in calls.Index())
        {
            if (Problem(call) is { } problem)
            {
                outcomes[call.Id] = new ToolOutcome(call.Id, problem, IsError: true);
            }
            else if (index >= left)
            {
                outcomes[call.Id] = new ToolOutcome(call.Id, $"Not called: the limit of {request.Limits.Calls} calls is reached.", IsError: true);
            }
        }

        var isAstray = calls.All(call => Problem(call) is not null);
        await ApproveAsync([.. calls.Where(call => !outcomes.ContainsKey(call.Id))], outcomes);
        var made = await Workflow.WhenAllAsync(calls.Where(call => !outcomes.ContainsKey(call.Id)).Select(MakeAsync));
        foreach (var outcome in made)
        {
            outcomes[outcome.CallId] = outcome;
        }

        return ([.. calls.Select(call => outcomes[call.Id])], isAstray);
    }

    private string? Problem(ToolCall call)
    {
        if (call.Defect is { } defect)
        {
            return defect;
        }

        if (Find(call) is not { } tool)
        {
            return $"There is no tool named {call.Tool}; there are {string.Join(", ", progress.Tools!.Select(known => known.Name))}.";
        }

        return Encoding.UTF8.GetByteCount(call.Arguments.GetRawText()) > MaxArgumentBytes
            ? $"The arguments are larger than {MaxArgumentBytes / 1024} KB; make several smaller calls."
            : ArgumentSchema.Problem(tool.Schema, call.Arguments);
    }

    private async Task ApproveAsync(IReadOnlyList<ToolCall> calls, Dictionary<string, ToolOutcome> outcomes)
    {
        ToolCall[] asked = [.. calls.Where(NeedsApproval)];
        if (asked.Length == 0)
        {
            return;
        }

        foreach (var approval in await progress.Approvals.AskAsync(asked))
        {
            var told = approval.Reason is { Length: > 0 } reason ? $": {reason}" : ".";
            progress.Note($"{approval.Tool} ({approval.CallId}) {approval.State.ToString().ToLowerInvariant()}{told}", Workflow.UtcNow);
            if (approval.State != ApprovalState.Approved)
            {
                outcomes[approval.CallId] = new ToolOutcome(
                    approval.CallId,
                    approval.State == ApprovalState.Refused
                        ? $"Not called: the person refused this call{told}"
                        : $"Not called: nobody approved this call within {Approvals.Wait.TotalHours} hours.",
                    IsError: true);
            }
        }
    }

    private bool NeedsApproval(ToolCall call) => request.Approvals switch
    {
        ApprovalRule.All => true,
        ApprovalRule.Writes => Find(call)!.Writes,
        _ => false,
    };

    /// <summary>Makes one call. What no repeat can mend is told to the model, which may try another way.</summary>
    private async Task<ToolOutcome> MakeAsync(ToolCall call)
    {
        try
        {
            return Find(call)! switch
            {
                { Name: SyncSongs.Name } => await songs.RunAsync(call),
                { Session: not null } tool => await pause.ThroughAsync(() => sessions.CallAsync(call, tool, KeyOf(call))),
                { Server: var server } => await pause.ThroughAsync(() => CallAsync(call, server!)),
            };
        }
        catch (FailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            var told = (failure.InnerException as ApplicationFailureException)?.Message ?? failure.Message;
            return ToolOutcome.Capped(call.Id, $"The call failed: {told}", isError: true);
        }
    }

    private Task<ToolOutcome> CallAsync(ToolCall call, string server)
    {
        var made = new ToolRequest(call.Id, server, call.Tool, call.Arguments, KeyOf(call));
        return Workflow.ExecuteActivityAsync(
            (AgentToolActivities activities) => activities.CallAsync(made), AgentActivityOptions.Tool(request, call.Tool));
    }

    private static string KeyOf(ToolCall call) => $"{Workflow.Info.WorkflowId}/{call.Id.Replace('-', '/')}";

    private AgentTool? Find(ToolCall call) => progress.Tools!.FirstOrDefault(tool => tool.Name == call.Tool);
}

/// <summary>Input of <c>agent.tool</c>.</summary>
/// <param name="CallId">The call's id.</param>
/// <param name="Server">The server that offers the tool.</param>
/// <param name="Tool">Its name there.</param>
/// <param name="Arguments">A JSON object that fits the tool's schema.</param>
/// <param name="Key">Names the call for ever, also when it is repeated: workflow, step and index.</param>
public sealed record ToolRequest(string CallId, string Server, string Tool, JsonElement Arguments, string Key);
