using MusicSync.Worker.Mcp.Sessions;
using MusicSync.Worker.Temporal;
using Temporalio.Common;
using Temporalio.Workflows;

namespace MusicSync.Worker.Sessions;

/// <summary>Timeouts of the steps of a session, each with its reason.</summary>
internal static class SessionActivityOptions
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    // A worker that lives takes a step within milliseconds; one that restarts never comes back to its old queue.
    private static readonly TimeSpan Unserved = TimeSpan.FromSeconds(10);

    // The server's own idle time does the rest.
    private static readonly TimeSpan MaxClose = TimeSpan.FromMinutes(1);

    private static readonly RetryPolicy Once = new() { MaximumAttempts = 1 };

    /// <summary>Cancelled, it is waited for: a session that was opened has to be closed.</summary>
    public static ActivityOptions Open(McpSessionOpen request, double timeScale) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(2),
        HeartbeatTimeout = Heartbeat * timeScale,
        RetryPolicy = RetryPolicies.Patient,
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
        Summary = request.After is null ? request.Server : $"{request.Server}, again: {request.After}",
    };

    /// <summary>
    /// Any worker goes on with a session over HTTP. A process has one worker: its queue tells whether that lives, and a write
    /// has one attempt, since a second could not know what became of the first.
    /// </summary>
    public static ActivityOptions Call(McpSessionCall call, double timeScale) => new()
    {
        TaskQueue = call.Session.Queue,
        ScheduleToStartTimeout = call.Session.Queue is null ? null : Unserved * timeScale,
        StartToCloseTimeout = TimeSpan.FromMinutes(10),
        HeartbeatTimeout = Heartbeat * timeScale,
        RetryPolicy = call.Session.Queue is not null && call.Writes ? Once : RetryPolicies.Patient,
        CancellationType = ActivityCancellationType.TryCancel,
        Summary = $"{call.Tool}, session {call.Session.Generation}",
    };

    /// <summary>Also while the workflow is being cancelled.</summary>
    public static ActivityOptions Close(McpSessionRef session, double timeScale) => new()
    {
        TaskQueue = session.Queue,
        ScheduleToStartTimeout = session.Queue is null ? null : Unserved * timeScale,
        ScheduleToCloseTimeout = MaxClose,
        HeartbeatTimeout = Heartbeat * timeScale,
        RetryPolicy = RetryPolicies.Patient,
        CancellationToken = CancellationToken.None,
    };
}
