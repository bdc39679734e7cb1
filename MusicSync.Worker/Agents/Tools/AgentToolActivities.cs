using System.Text.Json;
using System.Text.Json.Nodes;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;

namespace MusicSync.Worker.Agents.Tools;

/// <summary>Lists and calls the tools that agents may use, through the one caller that everything else uses.</summary>
internal sealed class AgentToolActivities(AgentToolCatalog catalog, McpToolCaller mcp)
{
    // About 10 s: a server that is being started or deployed is waited for, one that is gone keeps no agent from beginning.
    private const int PatientAttempts = 4;

    /// <summary>The tools as their servers offer them now.</summary>
    [Activity("agent.tools")]
    public async Task<AgentToolList> ListAsync()
    {
        var activity = ActivityExecutionContext.Current;
        await using var scope = ActivityScope.Start(activity);
        return await catalog.ListAsync(insists: activity.Info.Attempt <= PatientAttempts, scope.Token);
    }

    /// <summary>
    /// Calls a tool that reads. What the model can mend is an outcome; what passes is repeated by Temporal, and a stop is
    /// waited out by the workflow.
    /// </summary>
    [Activity("agent.tool")]
    public async Task<ToolOutcome> CallAsync(ToolRequest request)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        if (catalog.Find(request.Server, request.Tool) is not { } policy)
        {
            // An agent of before a deployment that took the tool away.
            return new ToolOutcome(request.CallId, $"The tool {request.Tool} is not offered any more.", IsError: true);
        }

        var tool = new McpTool<JsonObject, JsonObject>(request.Server, request.Tool, policy);
        try
        {
            var answer = await mcp.CallThroughShortPausesAsync(
                tool, request.Arguments.Deserialize<JsonObject>()!, new McpCallContext(Interactive: true, CallKey: request.Key), scope.Token);
            return ToolOutcome.Capped(request.CallId, answer.Value.ToJsonString(ToolJson.Options));
        }
        catch (McpCallException exception) when (exception.Failure.Kind
            is McpFailureKind.InvalidArgument or McpFailureKind.NotFound or McpFailureKind.Forbidden)
        {
            return ToolOutcome.Capped(request.CallId, exception.Failure.Message, isError: true);
        }
    }
}
