using MusicSync.Worker.Temporal;
using Temporalio.Workflows;

namespace MusicSync.Worker.Agents;

/// <summary>Timeouts of the activities of an agent, each with its reason.</summary>
internal static class AgentActivityOptions
{
    // After the agent's time is over the model still gets this long for its last answer.
    private static readonly TimeSpan MinLeft = TimeSpan.FromMinutes(10);

    /// <summary>A model on one's own machine may think for minutes. A dead worker is noticed 10 s after its last heartbeat.</summary>
    public static ActivityOptions Model(AgentRequest request, int step, TimeSpan left) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(10),
        ScheduleToCloseTimeout = left > MinLeft ? left : MinLeft,
        HeartbeatTimeout = TimeSpan.FromSeconds(10) * request.TimeScale,
        RetryPolicy = RetryPolicies.Patient,
        CancellationType = ActivityCancellationType.TryCancel,
        Priority = TaskPriorities.First,
        Summary = $"model, step {step}",
    };

    /// <summary>One read, 30 s at most, and short pauses waited out in place.</summary>
    public static ActivityOptions Tool(AgentRequest request, string summary) => new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(5),
        HeartbeatTimeout = TimeSpan.FromSeconds(10) * request.TimeScale,
        RetryPolicy = RetryPolicies.Patient,
        CancellationType = ActivityCancellationType.TryCancel,
        Priority = TaskPriorities.First,
        Summary = summary,
    };
}
