using MusicSync.Worker.Mcp.Sessions;
using MusicSync.Worker.Temporal;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Sessions;

/// <summary>How a lost session looks in Temporal, to the activity that says it and the workflow that hears it. Pure.</summary>
internal static class SessionFailures
{
    /// <summary>The failure of a call that met a lost session. Benign, unless a write is left in doubt: it is set up anew.</summary>
    public static ApplicationFailureException Lost(McpSessionLoss loss, string message) => new(
        message,
        ActivityFailureTypes.MCPServerStateError,
        nonRetryable: true,
        details: [loss],
        category: loss.OutcomeUnknown ? ApplicationErrorCategory.Unspecified : ApplicationErrorCategory.Benign);

    /// <summary>The failure of a write whose answer was lost while its session lives on. Only who asked for it can settle that.</summary>
    public static ApplicationFailureException OutcomeUnknown(string tool) => new(
        $"Whether {tool} ran is not known: its answer was lost. It was not sent again.",
        ActivityFailureTypes.McpOutcomeUnknown,
        nonRetryable: true);

    /// <summary>The failure of an attempt that may not write, since Temporal did not confirm its intent.</summary>
    public static ApplicationFailureException NotRecorded() => new(
        "Temporal did not confirm the right to write; nothing was sent.",
        ActivityFailureTypes.McpFenced,
        category: ApplicationErrorCategory.Benign);

    /// <summary>The end of a workflow's patience with a server.</summary>
    public static ApplicationFailureException KeepsForgetting(string server, int times, Exception? cause) => new(
        $"MCP server {server} keeps forgetting its state: {times} sessions in a row were lost before a call succeeded.",
        cause,
        ActivityFailureTypes.MCPServerStateError,
        nonRetryable: true);

    /// <summary>What was set up once and is refused now.</summary>
    public static ApplicationFailureException NotSetUp(string server, string tool, string answer) => new(
        $"The state of MCP server {server} cannot be set up again: {tool} answered \"{answer}\".",
        ActivityFailureTypes.MCPServerStateError,
        nonRetryable: true);

    /// <summary>The loss that ended a call; null when it ended for another reason.</summary>
    public static McpSessionLoss? In(ActivityFailureException failure, McpSessionCall call) => failure.InnerException switch
    {
        ApplicationFailureException { ErrorType: ActivityFailureTypes.MCPServerStateError, Details.Count: 1 } lost =>
            lost.Details.ElementAt<McpSessionLoss>(0),
        // The process is gone with its worker, or out of reach, which is the same.
        TimeoutFailureException { TimeoutType: TimeoutType.ScheduleToStart } when IsBound(call) => Loss(call, McpSessionLossCause.Unserved, mayHaveRun: false),
        TimeoutFailureException when IsBound(call) => Loss(call, McpSessionLossCause.Silent, mayHaveRun: true),
        ApplicationFailureException { ErrorType: ActivityFailureTypes.WorkerShutdown } when IsBound(call) =>
            Loss(call, McpSessionLossCause.Silent, mayHaveRun: true),
        _ => null,
    };

    private static bool IsBound(McpSessionCall call) => call.Session.Queue is not null;

    private static McpSessionLoss Loss(McpSessionCall call, string cause, bool mayHaveRun) =>
        new(call.Session.Server, call.Session.Generation, cause, call.Writes && mayHaveRun);
}
